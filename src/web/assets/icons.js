import { h, s, set } from './dom.js';

/** Shapes, so that no state is told by its colour alone; 16 by 16. */
const SHAPES = {
  up: [
    ['circle', { cx: 8, cy: 8, r: 7, class: 'solid' }],
    ['path', { d: 'M4.8 8.3l2.2 2.2 4.2-4.6', class: 'cut' }],
  ],
  degraded: [
    ['path', { d: 'M8 1.4l7 12.9H1z', class: 'solid' }],
    ['path', { d: 'M8 6v4M8 11.9v.3', class: 'cut' }],
  ],
  down: [
    ['path', { d: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z', class: 'solid' }],
    ['path', { d: 'M5.4 5.4l5.2 5.2m0-5.2l-5.2 5.2', class: 'cut' }],
  ],
  unknown: [
    ['circle', { cx: 8, cy: 8, r: 6.5, class: 'line dashed' }],
    ['path', { d: 'M6.1 6.4a1.9 1.9 0 1 1 2.8 1.7c-.6.3-.9.7-.9 1.3M8 11.4v.3', class: 'line' }],
  ],
  waiting: [
    ['circle', { cx: 8, cy: 8, r: 6.5, class: 'line' }],
    ['path', { d: 'M8 4.4V8l2.4 1.6', class: 'line' }],
  ],
  muted: [
    ['circle', { cx: 8, cy: 8, r: 6.5, class: 'line' }],
    ['path', { d: 'M6.2 5.6v4.8M9.8 5.6v4.8', class: 'line' }],
  ],
};

/** An icon; decorative, because words stand beside it. */
export function icon(name) {
  const svg = s('svg', { viewBox: '0 0 16 16', class: `icon ${name}`, 'aria-hidden': 'true' });
  svg.append(...SHAPES[name].map(([tag, attributes]) => s(tag, attributes)));
  return svg;
}

/** `P1`, in its own shape of badge. */
export const badge = (severity) =>
  severity
    ? h('span', { class: `badge ${severity.toLowerCase()}`, title: `Severity ${severity}` }, severity)
    : h('span', { class: 'badge none', title: 'No severity' }, '–');

const ICON_OF = {
  well: 'up',
  notice: 'degraded',
  quiet: 'unknown',
  suspected: 'degraded',
  open: 'down',
  acknowledged: 'down',
  recovered: 'up',
  muted: 'unknown',
};
/** The icon of a mood; the tab shows the same. */
export const iconOf = (mood) => ICON_OF[mood] ?? 'unknown';
export const tabIcon = (mood) => set(document.getElementById('icon'), 'href', `/assets/icon-${iconOf(mood)}.svg`);
