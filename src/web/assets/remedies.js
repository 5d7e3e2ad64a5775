import { answer, doing } from './api.js';
import { fill, h, keyed, say, set } from './dom.js';
import { icon } from './icons.js';
import { setRunning } from './time.js';

const ICONS = {
  waiting: 'waiting',
  expired: 'waiting',
  verified: 'up',
  failed: 'down',
  refused: 'unknown',
  'not offered': 'muted',
};
const QUIET = ['idle', 'planning'];

/** Remedies of the incident: a plan that waits for approval comes with its two answers; the others say where they stand. */
export function remedies(box) {
  return (incident) => {
    const shown = incident ? incident.remedies.filter(({ state }) => !QUIET.includes(state)) : [];
    set(box, 'hidden', shown.length === 0);
    keyed(
      box,
      shown,
      ({ name }) => `${incident.id}/${name}`,
      () => card(incident.id),
    );
  };
}

function card(incident) {
  let current;
  const state = h('p', { class: 'state' });
  const title = h('p', { class: 'summary' });
  const facts = h('dl', { class: 'facts' });
  const difference = h('pre', { class: 'difference' });
  const reply = h('p', { class: 'reply', role: 'status' });
  const tell = (text, isError) => {
    say(reply, text);
    reply.classList.toggle('error', isError);
  };
  const path = (what) => `/api/incidents/${encodeURIComponent(incident)}/${what}`;
  const approve = doing(h('button', { type: 'button', class: 'primary' }, 'Approve'), tell, () =>
    answer('POST', path('approve'), { remedy: current.name, hash: current.hash }),
  );
  const refuse = doing(h('button', { type: 'button' }, 'Refuse'), tell, () =>
    answer('POST', path('refuse'), { remedy: current.name }),
  );
  const left = h('time', { class: 'running' });
  const expiry = h('span', { class: 'note' }, 'can be approved for ', left);
  const actions = h('div', { class: 'actions' }, approve, refuse, expiry);
  const node = h(
    'section',
    { class: 'remedy', 'aria-label': 'Remedy' },
    state,
    title,
    facts,
    difference,
    actions,
    reply,
  );
  return {
    node,
    update: (remedy) => {
      current = remedy;
      node.dataset.state = remedy.state;
      fill(state, [remedy.state, remedy.by, remedy.name, remedy.why], () => [
        icon(ICONS[remedy.state] ?? 'waiting'),
        h(
          'span',
          {},
          h('strong', {}, `Remedy ${remedy.name} ${remedy.stateInWords}${byWhom(remedy)}`),
          remedy.why ? `: ${remedy.why}` : null,
        ),
      ]);
      set(title, 'hidden', !remedy.summary);
      say(title, remedy.summary ?? '');
      const open = ['waiting', 'expired', 'declined', 'suggested'].includes(remedy.state);
      set(facts, 'hidden', !remedy.target || !open);
      fill(facts, [remedy.target, remedy.facts, remedy.approvers, remedy.difference], () =>
        [
          ['target', remedy.target],
          // Where it says what it would change, what it needs for that is its own matter.
          ...(remedy.difference?.length ? [] : Object.entries(remedy.facts ?? {})),
          ['approvers', remedy.approvers.join(', ')],
        ].map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, String(value)))),
      );
      set(difference, 'hidden', !open || !remedy.difference?.length);
      say(difference, (remedy.difference ?? []).join('\n'));
      set(actions, 'hidden', remedy.mode !== 'ask' || !['waiting', 'expired', 'declined'].includes(remedy.state));
      say(approve, remedy.state === 'expired' ? 'Plan anew' : 'Approve');
      set(refuse, 'hidden', remedy.state !== 'waiting');
      set(expiry, 'hidden', remedy.state !== 'waiting');
      setRunning(left, 'until', remedy.expiresAt);
    },
  };
}

/** Who decided it: that is part of some states' words, and an addition to the others'. */
function byWhom({ by, state }) {
  if (!by) return '';
  return state === 'approved' || state === 'declined' ? ` by ${by}` : `, approved by ${by}`;
}
