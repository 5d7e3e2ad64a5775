import { fill, h, panel } from './dom.js';
import { badge } from './icons.js';
import { lasting, moment } from './time.js';

/** Who would be paged now, per severity and level. */
export function oncall() {
  const list = h('div', { class: 'oncall' });
  return { section: panel('oncall', 'On call now', list), update: (all) => fill(list, all, () => all.map(one)) };
}

function one({ severity, levels }) {
  if (levels.length === 0)
    return h('div', { class: 'severity' }, badge(severity), h('p', { class: 'note' }, 'nobody is paged'));
  return h('div', { class: 'severity' }, badge(severity), h('ol', {}, ...levels.map(level)));
}

function level({ after, target, people, until }, i) {
  const [who] = people;
  const isOther = who && who.name !== target;
  return h(
    'li',
    {},
    who ? h('strong', {}, who.name) : h('strong', { class: 'missing' }, `nobody is ${target}`),
    h('span', { class: 'when' }, i === 0 ? 'at once' : `after ${lasting(after)}`),
    isOther && h('span', { class: 'by' }, target, until ? ' until ' : '', until ? moment(until) : null),
    who && h('span', { class: 'ways' }, who.ways.length > 0 ? `by ${who.ways.join(', then ')}` : 'no usable channel'),
  );
}
