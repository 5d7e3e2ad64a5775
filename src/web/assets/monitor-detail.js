import { fill, h, link } from './dom.js';
import { icon } from './icons.js';
import { dayBarLarge, latency, share } from './spark.js';
import { moment } from './time.js';

const PHASES = ['dns', 'connect', 'tls', 'wait', 'transfer'];
const WEIGHTS = { expect: 'expected', warn: 'warning', part: 'part' };

/** An opened monitor: its chart and day in full, the last check's phases, what it expects and what it saw. */
export function detail(onMute) {
  const box = h('div', { class: 'plot' });
  const caption = h('span', { class: 'caption' });
  const day = h('div', {});
  const dayShare = h('span', { class: 'caption' });
  const phases = h('div', { class: 'phases' });
  const expectations = h('div', {});
  const facts = h('dl', { class: 'facts' });
  const locations = h('div', {});
  const picture = h('div', {});
  const plot = drawn(box, caption);
  let name = '';
  const mute = h('button', { type: 'button', onclick: () => onMute(name) }, 'Mute …');
  const part = (title, aside, ...children) => h('section', {}, h('h3', {}, title, aside), ...children);
  const node = h(
    'div',
    { class: 'inside' },
    part('Latency', caption, box),
    part('Last 24 hours', dayShare, day),
    part('Last check', null, phases),
    part('Expectations', null, expectations),
    locations,
    picture,
    part('About', null, facts, h('div', { class: 'actions' }, mute)),
  );
  return {
    node,
    update: (m) => {
      name = m.name;
      plot(m.latencies);
      fill(day, m.day, dayBarLarge);
      fill(dayShare, share(m.day), (text) => h('span', {}, `${text} not down`));
      fill(phases, m.phases, bars);
      fill(expectations, m.expectations, table);
      fill(picture, m.screenshot && [m.name, m.screenshot], shot);
      fill(locations, m.locations.length > 1 ? m.locations : [], places);
      fill(
        facts,
        [m.observed, m.code, m.retried, m.runbook, m.dependsOn, m.kind, m.interval, m.severity, m.since, m.muted],
        () => about(m),
      );
    },
  };
}

/** The chart's library is loaded when the first monitor is opened; without it the small line in the row still says it. */
function drawn(box, caption) {
  let latest;
  const made = import('./chart.js').then(({ chart }) => chart(box, caption));
  made.catch(() => caption.replaceChildren('the chart cannot be drawn in this browser'));
  return (looks) => {
    latest = looks;
    made.then((plot) => plot.update(latest)).catch(() => {});
  };
}

/** Phases one after the other, as long as they took. */
function bars(phases) {
  const took = PHASES.filter((name) => phases[name] !== undefined);
  if (took.length === 0) return h('p', { class: 'note' }, `no phases were measured; ${latency(phases.total)} in all`);
  let before = 0;
  const rows = took.map((name) => {
    const bar = h('span', { class: `bar ${name}` });
    bar.style.marginInlineStart = `${(before / phases.total) * 100}%`;
    bar.style.width = `${Math.max((phases[name] / phases.total) * 100, 0.5)}%`;
    before += phases[name];
    return h(
      'div',
      { class: 'phase' },
      h('span', { class: 'label' }, name),
      h('span', { class: 'track' }, bar),
      h('span', { class: 'value' }, latency(phases[name])),
    );
  });
  return [
    ...rows,
    h(
      'div',
      { class: 'phase total' },
      h('span', { class: 'label' }, 'total'),
      h('span', {}),
      h('span', { class: 'value' }, latency(phases.total)),
    ),
  ];
}

function table(all) {
  if (all.length === 0) return h('p', { class: 'note' }, 'Nothing was compared in the last check.');
  return h(
    'ul',
    { class: 'expectations' },
    ...[...all]
      .sort((a, b) => Number(a.ok) - Number(b.ok))
      .map((one) =>
        h(
          'li',
          { class: one.ok ? 'met' : 'broken' },
          icon(one.ok ? 'up' : one.weight === 'warn' ? 'degraded' : 'down'),
          h('span', { class: 'label' }, one.name, h('span', { class: 'hidden' }, one.ok ? ' met' : ' broken')),
          h(
            'span',
            { class: 'seen' },
            one.ok ? one.seen : h('strong', {}, one.seen),
            one.ok ? null : h('span', { class: 'note' }, ` instead of ${one.expected}`),
          ),
          h('span', { class: 'note weight' }, WEIGHTS[one.weight]),
        ),
      ),
  );
}

const places = (all) =>
  all.length === 0
    ? []
    : h(
        'section',
        {},
        h('h3', {}, 'From each location'),
        h(
          'ul',
          { class: 'places' },
          ...all.map((one) =>
            h(
              'li',
              {},
              icon(one.verdict),
              h('span', { class: 'label' }, one.location),
              h('span', {}, one.verdict === 'up' ? 'up' : one.text),
              moment(one.checkedAt),
            ),
          ),
        ),
      );

/** What a visitor saw, where a browser looked. */
const shot = (taken) => {
  if (!taken) return [];
  const [name, slot] = taken;
  const src = `/monitors/${encodeURIComponent(name)}/screenshots/${slot}`;
  const title = `The page of ${name} as Chromium rendered it`;
  return h(
    'section',
    {},
    h('h3', {}, 'What a visitor saw', h('span', { class: 'caption' }, moment(slot))),
    h(
      'a',
      { href: src, target: '_blank', rel: 'noreferrer noopener' },
      h('img', { class: 'shot', src, alt: title, loading: 'lazy' }),
    ),
  );
};

function about(m) {
  const rows = [
    ['kind', m.kind],
    ['checked', `every ${m.interval / 1_000} s`],
    ['severity', m.severity],
    m.dependsOn.length > 0 && ['depends on', m.dependsOn.join(', ')],
    m.since !== null && [`${m.verdict} since`, moment(m.since)],
    m.retried && ['first look', m.retried.text],
    m.muted && ['muted until', h('span', {}, moment(m.muted.until), ` (${m.muted.why})`)],
    ...Object.entries(m.observed),
    m.verdict !== 'up' && ['what to do', h('a', { href: `/runbook/${m.code}` }, `runbook: ${m.codeInWords}`)],
    m.runbook && ['your runbook', link(m.runbook, m.runbook)],
  ];
  return rows
    .filter(Boolean)
    .map(([name, value]) =>
      h('div', {}, h('dt', {}, name), h('dd', {}, typeof value === 'object' ? value : String(value))),
    );
}
