import { answer, doing } from './api.js';
import { h, keyed, panel, say, set } from './dom.js';
import { moment, setRunning } from './time.js';

const LENGTHS = ['15m', '1h', '4h'];

/** Mutes in force, each with its end, and a small form for another one. */
export function mutes() {
  const list = h('ul', { class: 'mutes' });
  const empty = h('p', { class: 'note' }, 'Nothing is muted.');
  const reply = h('p', { class: 'reply', role: 'status' });
  const tell = (text, isError) => {
    say(reply, text);
    reply.classList.toggle('error', isError);
  };
  const form = muteForm(tell);
  const section = panel('mutes', 'Mutes', list, empty, form.node, reply);
  return {
    section,
    update: (all, names) => {
      set(empty, 'hidden', all.length > 0);
      keyed(
        list,
        all,
        ({ id }) => id,
        () => item(tell),
      );
      form.names(names);
    },
    /** Opens the form on a monitor. */
    open: form.open,
  };
}

function item(tell) {
  let id;
  const name = h('strong', {});
  const left = h('time', { class: 'running' });
  const end = h('span', { class: 'note' });
  const why = h('span', { class: 'text' });
  const button = doing(h('button', { type: 'button' }, 'End'), tell, () =>
    answer('DELETE', `/api/mutes/${encodeURIComponent(id)}`),
  );
  const node = h(
    'li',
    {},
    h('span', { class: 'what' }, name, h('span', { class: 'note' }, ' for another ', left), why, end),
    button,
  );
  return {
    node,
    update: (mute) => {
      id = mute.id;
      say(name, mute.monitors.join(', '));
      setRunning(left, 'until', mute.until);
      say(why, mute.why);
      end.replaceChildren('until ', moment(mute.until), `, by ${mute.by}`);
      set(button, 'hidden', mute.planned === true);
      set(button, 'aria-label', `End the mute of ${mute.monitors.join(', ')}`);
    },
  };
}

function muteForm(tell) {
  const monitor = h('select', { id: 'mute-monitor' });
  const why = h('input', {
    id: 'mute-why',
    type: 'text',
    maxlength: 300,
    required: true,
    placeholder: 'Reason',
    'aria-label': 'Reason',
  });
  const lengths = h(
    'fieldset',
    { class: 'choice' },
    h('legend', { class: 'hidden' }, 'For how long'),
    ...LENGTHS.flatMap((length, i) => [
      h(
        'label',
        {},
        h('input', { type: 'radio', name: 'mute-for', value: length, checked: i === 1 }),
        h('span', {}, length),
      ),
    ]),
  );
  const submit = doing(h('button', { type: 'button' }, 'Mute'), tell, async () => {
    if (!form.reportValidity()) return null;
    const length = form.querySelector('input[name="mute-for"]:checked').value;
    const reply = await answer('POST', '/api/mutes', { monitors: [monitor.value], for: length, why: why.value });
    if (reply) why.value = '';
    return reply;
  });
  const form = h(
    'form',
    {
      class: 'muteform',
      onsubmit: (event) => {
        event.preventDefault();
        submit.click();
      },
    },
    h('label', { for: 'mute-monitor', class: 'hidden' }, 'Monitor'),
    monitor,
    lengths,
    why,
    submit,
  );
  return {
    node: form,
    names: (all) =>
      keyed(
        monitor,
        all,
        (name) => name,
        () => {
          const node = h('option', {});
          return {
            node,
            update: (name) => {
              node.value = name;
              say(node, name);
            },
          };
        },
      ),
    open: (name) => {
      monitor.value = name;
      form.scrollIntoView({ block: 'center' });
      why.focus({ preventScroll: true });
    },
  };
}
