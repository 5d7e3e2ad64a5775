import { answer, doing } from './api.js';
import { choices, h, set } from './dom.js';
import { people } from './who.js';

/** What takes a name or a few words: hand an incident over, take an acknowledgement back, leave a note. */
export function handOver(tell) {
  let incident = null;
  const path = (action) => `/api/incidents/${encodeURIComponent(incident.id)}/${action}`;
  const undo = doing(
    h('button', { type: 'button', title: 'Take the acknowledgement back: paging goes on' }, 'Take it back'),
    tell,
    () => answer('POST', path('unacknowledge')),
  );
  const to = h('select', { 'aria-label': 'Hand it to' });
  const reassign = doing(h('button', { type: 'button' }, 'Reassign'), tell, () => {
    if (to.value === '') throw new Error('Choose whom to hand it to first.');
    return answer('POST', path('reassign'), { to: to.value });
  });
  const words = h('input', {
    type: 'text',
    maxlength: 300,
    'aria-label': 'A note',
    placeholder: 'A note for the others',
  });
  const note = doing(h('button', { type: 'button' }, 'Note'), tell, async () => {
    if (words.value.trim() === '') throw new Error('Write a note first.');
    const reply = await answer('POST', path('note'), { text: words.value });
    if (reply) words.value = '';
    return reply;
  });
  const noting = h(
    'form',
    {
      onsubmit: (event) => {
        event.preventDefault();
        note.click();
      },
    },
    words,
    note,
  );
  const handing = h('div', { class: 'handing' }, to, reassign);
  const node = h('div', { class: 'handover', hidden: true }, noting, handing, undo);
  return {
    node,
    update: (next) => {
      incident = next;
      set(node, 'hidden', next.phase !== 'open');
      const { escalate } = next.headline.can;
      set(handing, 'hidden', !escalate);
      set(undo, 'hidden', !escalate || next.attention.is !== 'acknowledged');
      choices(to, people(), 'hand it to …');
    },
  };
}
