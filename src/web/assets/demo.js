import { doing, send } from './api.js';
import { fill, h, say, set } from './dom.js';

/** The demo's own buttons: what to break, and Repair. */
export function demo() {
  const buttons = h('div', { class: 'faults' });
  const reply = h('p', { class: 'reply error', role: 'status' });
  // What was done is seen above; only what failed needs words here.
  const tell = (text, isError) => say(reply, isError ? text : '');
  const repair = doing(h('button', { type: 'button', class: 'primary' }, 'Repair'), tell, () =>
    send('/api/demo/repair'),
  );
  const state = h('span', { class: 'note' });
  const node = h(
    'details',
    { class: 'demo' },
    h('summary', {}, h('strong', {}, 'Demo'), state),
    h('div', { class: 'row' }, buttons, repair),
    reply,
  );
  node.open = matchMedia('(min-width: 900px)').matches;
  return {
    section: node,
    update: (now) => {
      set(node, 'hidden', !now);
      if (!now) return;
      fill(buttons, now.faults, (faults) =>
        faults.map(({ name, label, text }) =>
          doing(h('button', { type: 'button', 'data-fault': name, title: text }, label), tell, () =>
            send('/api/demo/break', { what: name }),
          ),
        ),
      );
      for (const button of buttons.children)
        set(button, 'aria-pressed', String(now.broken.includes(button.dataset.fault)));
      const texts = now.faults.filter(({ name }) => now.broken.includes(name)).map(({ text }) => text);
      say(state, texts.length > 0 ? texts.join(' ') : 'Break something and watch what happens.');
    },
  };
}
