import { fill, h, panel } from './dom.js';
import { badge } from './icons.js';
import { lasting, moment } from './time.js';

/** Who would be paged now, per severity and level. */
export function oncall() {
  const list = h('div', { class: 'oncall' });
  return { section: panel('oncall', 'On call now', list), update: (all) => fill(list, all, () => all.map(one)) };
}

function one({ severity, levels, hours }) {
  if (levels.length === 0)
    return h('div', { class: 'severity' }, badge(severity), h('p', { class: 'note' }, 'nobody is paged'));
  const held = hours && !hours.open;
  const end = hours?.until ? ['until ', moment(hours.until)] : ['for good'];
  return h(
    'div',
    { class: 'severity' },
    badge(severity),
    h(
      'div',
      {},
      h('ol', {}, ...levels.map(level)),
      held && h('p', { class: 'note' }, 'outside its hours: held ', ...end),
    ),
  );
}

function level({ when, target, people, already, until }) {
  const [who] = people;
  const isOther = who && who.name !== target;
  return h(
    'li',
    {},
    who ? h('strong', {}, who.name) : h('strong', { class: 'missing' }, `nobody is ${target}`),
    h('span', { class: 'when' }, ...inTime(when)),
    isOther && h('span', { class: 'by' }, target, until ? ' until ' : '', until ? moment(until) : null),
    who && h('span', { class: 'ways' }, already ? 'paged already in this round' : ways(who.ways)),
  );
}

/** After the incident opened, or by the clock where hours hold it. */
const inTime = ({ wait, at }) => (at ? ['from ', moment(at)] : [wait === 0 ? 'at once' : `after ${lasting(wait)}`]);

const ways = (all) => (all.length > 0 ? `by ${all.map(way).join(', ')}` : 'no usable channel');

/** A way with a delay follows by itself, one without when the one before it fails (E5). */
function way({ channel, to, after }, i) {
  const named = to === undefined ? channel : `${channel} ${to}`;
  if (i === 0) return named;
  return after === undefined ? `else ${named}` : `then ${named} after ${lasting(after)}`;
}
