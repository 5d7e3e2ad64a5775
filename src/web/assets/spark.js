import { h, s } from './dom.js';
import { clock } from './time.js';

const [W, H] = [120, 28];
const ms = (value) =>
  value > 0 && value < 0.1
    ? '<0.1'
    : value > 0 && value < 10
      ? value.toFixed(1)
      : value < 10_000
        ? Math.round(value)
        : `${(value / 1_000).toFixed(0)}k`;
/** `42 ms`, `1.9 s`. */
export const latency = (value) => (value >= 1_000 ? `${(value / 1_000).toFixed(1)} s` : `${ms(value)} ms`);

/** The last looks: a line of latencies, broken where the monitor was, with a mark for each look that was not up. */
export function spark(looks) {
  const most = Math.max(...looks.map((look) => (look.verdict === 'down' ? 0 : look.ms)), 1) * 1.12;
  const x = (i) => ((i + 0.5) / looks.length) * W;
  let [line, pen] = ['', 'M'];
  const marks = { degraded: '', down: '', unknown: '' };
  for (const [i, look] of looks.entries()) {
    const lost = look.verdict === 'down' || look.verdict === 'unknown';
    if (!lost) line += `${pen}${x(i).toFixed(1)} ${(H - 1 - (look.ms / most) * (H - 3)).toFixed(1)}`;
    pen = lost ? 'M' : 'L';
    if (look.verdict !== 'up')
      marks[look.verdict] += `M${x(i).toFixed(1)} ${look.verdict === 'down' ? 1 : H - 6}V${H - 1}`;
  }
  const bad = looks.filter((look) => look.verdict !== 'up').length;
  const label = `Latency of the last ${looks.length} checks, ${bad === 0 ? 'all up' : `${bad} not up`}`;
  return s(
    'svg',
    { viewBox: `0 0 ${W} ${H}`, class: 'spark', preserveAspectRatio: 'none', role: 'img', 'aria-label': label },
    ...Object.entries(marks).map(([verdict, d]) => s('path', { d, class: `mark ${verdict}` })),
    s('path', { d: line, class: 'trace' }),
  );
}

/** How tall a half hour stands: the worse, the taller, so that it is seen without colour. */
const TALL = { down: 20, degraded: 14, unknown: 9, up: 9, none: 2 };
const worst = (slice) => ['down', 'degraded', 'up', 'unknown'].find((verdict) => slice[verdict] > 0) ?? 'none';

/** The last 24 hours in half hours. */
export function dayBar(day) {
  const paths = { down: '', degraded: '', up: '', unknown: '', none: '' };
  for (const [i, slice] of day.entries()) {
    const kind = worst(slice);
    paths[kind] += `M${i + 0.12} 20h.76v${-TALL[kind]}h-.76z`;
  }
  const bar = s('svg', {
    viewBox: '0 0 48 20',
    class: 'day',
    preserveAspectRatio: 'none',
    role: 'img',
    'aria-label': dayInWords(day),
  });
  bar.append(...Object.entries(paths).map(([kind, d]) => s('path', { d, class: `slice ${kind}` })));
  bar.append(s('title', {}, dayInWords(day)));
  return bar;
}

/** `99.3 %`: never rounded up to a hundred. */
export function share(day) {
  const sum = (verdict) => day.reduce((total, slice) => total + slice[verdict], 0);
  const [good, bad] = [sum('up') + sum('degraded'), sum('down')];
  if (good + bad === 0) return '–';
  if (bad === 0) return '100 %';
  return `${(Math.floor((good / (good + bad)) * 1_000) / 10).toFixed(1)} %`;
}

export function dayInWords(day) {
  const bad = day.filter((slice) => slice.down > 0);
  const times = bad.slice(-4).map((slice) => clock(slice.from));
  const down = bad.length === 0 ? 'never down' : `down in ${bad.length} half hours, last from ${times.join(', ')}`;
  return `Last 24 hours: ${share(day)} of checks not down, ${down}`;
}

/** One half hour in words, for the large bar's hover. */
export function sliceInWords(slice) {
  const counts = ['up', 'degraded', 'down', 'unknown'].filter((verdict) => slice[verdict] > 0);
  const words = counts.map((verdict) => `${slice[verdict]} ${verdict}`).join(', ');
  return `${clock(slice.from)}: ${words || 'no checks'}`;
}

/** The large bar of an opened monitor: each half hour answers to the pointer. */
export const dayBarLarge = (day) =>
  h(
    'div',
    { class: 'daylarge', role: 'img', 'aria-label': dayInWords(day) },
    ...day.map((slice) => h('span', { class: `bar ${worst(slice)}`, title: sliceInWords(slice) })),
  );
