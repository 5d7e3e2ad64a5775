import { fill, h, keyed, panel, say, set } from './dom.js';
import { icon } from './icons.js';
import { detail } from './monitor-detail.js';
import { dayBar, latency, share, spark } from './spark.js';
import { setRunning } from './time.js';

const RANK = { down: 0, degraded: 2, unknown: 4, up: 6 };
/** Broken first, suspects before symptoms; otherwise as in the config. */
const rank = (m) => RANK[m.verdict] + (m.role === 'suspect' ? 0 : 1) - (m.role !== 'ok' && m.verdict === 'up' ? 2 : 0);

/** More monitors than this, and those that are up are folded away while something is not. */
const MANY = 12;

/** Every monitor with its state, its latencies and its day. `onMute(name)` leads to the form. */
export function monitors(onMute) {
  const list = h('div', { class: 'monitors' });
  const count = h('span', { class: 'count' });
  const heads = ['', 'latency', 'last 24 hours', 'checked'].map((text) => h('span', {}, text));
  let [known, unfolded] = [[], false];
  const more = h('button', {
    type: 'button',
    class: 'quiet more',
    onclick: () => {
      unfolded = !unfolded;
      update(known);
    },
  });
  const section = panel(
    'monitors',
    'Monitors',
    h('div', { class: 'heads', 'aria-hidden': 'true' }, ...heads),
    list,
    more,
  );
  section.querySelector('h2').append(count);
  const update = (all) => {
    known = all;
    const sorted = all
      .map((m, i) => [m, i])
      .sort(([a, i], [b, j]) => rank(a) - rank(b) || i - j)
      .map(([m]) => m);
    const up = all.filter((m) => m.verdict === 'up').length;
    say(count, up === all.length ? `${all.length} up` : `${up} of ${all.length} up`);
    const loud = sorted.filter((m) => m.verdict !== 'up' || m.role !== 'ok' || m.quiet || m.trial);
    const folds = all.length > MANY && loud.length > 0 && loud.length < all.length;
    set(more, 'hidden', !folds);
    say(more, unfolded ? 'Show only what is not well' : `Show the ${all.length - loud.length} others, all up`);
    keyed(
      list,
      folds && !unfolded ? loud : sorted,
      (m) => m.name,
      () => row(onMute),
    );
  };
  return { section, update };
}

function row(onMute) {
  const mark = h('span', { class: 'mark' });
  const name = h('span', { class: 'name' });
  const tags = h('span', { class: 'tags' });
  const text = h('span', { class: 'text' });
  const [line, last] = [h('span', { class: 'line' }), h('span', { class: 'last' })];
  const [day, part] = [
    h('span', { class: 'dayline' }),
    h('span', { class: 'share', title: 'Share of the checks of the last 24 hours that were not down' }),
  ];
  const since = h('time', { class: 'running' });
  const sinceBox = h('span', { class: 'since' }, ' for ', since);
  const age = h('time', { class: 'running' });
  const ageBox = h(
    'span',
    { class: 'age', title: 'Time since the last check' },
    age,
    h('span', { class: 'unit' }, ' ago'),
  );
  const summary = h(
    'summary',
    {},
    mark,
    h('span', { class: 'what' }, h('span', { class: 'who' }, name, tags), h('span', { class: 'why' }, text, sinceBox)),
    h('span', { class: 'chart' }, line, last),
    h('span', { class: 'chart' }, day, part),
    ageBox,
  );
  const body = h('div', { class: 'body' });
  let inside = null;
  let current;
  const node = h(
    'details',
    {
      class: 'monitor',
      ontoggle: () => {
        if (node.open && !inside) {
          inside = detail(onMute);
          body.replaceChildren(inside.node);
        }
        if (node.open) inside.update(current);
      },
    },
    summary,
    body,
  );
  return {
    node,
    update: (m) => {
      current = m;
      set(node, 'data-verdict', m.verdict);
      set(node, 'data-quiet', m.quiet);
      fill(mark, m.verdict, () => [icon(m.verdict), h('span', { class: 'word' }, m.verdict)]);
      say(name, m.name);
      fill(tags, [m.role, m.trial, m.muted, m.quiet, m.verdict, m.checkedAt === null], () => tagsOf(m));
      say(
        text,
        m.verdict === 'up'
          ? m.retried
            ? 'up on the second look'
            : `${m.kind}, every ${latencyOf(m.interval)}`
          : m.text,
      );
      setSince(sinceBox, since, m);
      fill(line, m.latencies, () => spark(m.latencies));
      say(last, m.latencies.length > 0 ? latency(m.latencies.at(-1).ms) : '');
      fill(day, m.day, () => dayBar(m.day));
      say(part, share(m.day));
      setRunning(age, 'ago', m.checkedAt ?? undefined);
      set(ageBox, 'hidden', m.checkedAt === null);
      if (node.open) inside?.update(m);
    },
  };
}

const latencyOf = (interval) => (interval % 60_000 === 0 ? `${interval / 60_000} min` : `${interval / 1_000} s`);

/** What is broken says for how long; what is well does not need to. */
function setSince(box, node, m) {
  const at = m.verdict === 'up' ? null : m.since;
  set(box, 'hidden', at === null);
  setRunning(node, 'ago', at ?? undefined);
}

function tagsOf(m) {
  const tag = (text, title) => h('span', { class: 'tag', title }, text);
  return [
    m.quiet && tag('no news', 'No check has finished for three intervals: what is shown is old'),
    m.trial && tag('looking again', 'Not confirmed yet'),
    m.role === 'suspect' && m.verdict !== 'up' && tag('suspect', 'The first broken layer: look here first'),
    m.role === 'symptom' && tag('symptom', 'Something it depends on fails: it is not paged for by itself'),
    m.role !== 'ok' && m.verdict === 'up' && tag('recovering', 'Answers again; it has to last before it counts'),
    m.muted && tag('muted', m.muted.why),
  ];
}
