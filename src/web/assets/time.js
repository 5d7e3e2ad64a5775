import { h, say, set } from './dom.js';

/** How far Tocsin's clock is ahead of this machine's, in milliseconds: countdowns follow Tocsin's. */
let ahead = 0;
export const heardAt = (at) => {
  ahead = at - Date.now();
};
export const now = () => Date.now() + ahead;

const format = (options) => new Intl.DateTimeFormat(undefined, { hourCycle: 'h23', ...options });
const HM = format({ hour: '2-digit', minute: '2-digit' });
const HMS = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = format({ weekday: 'short' });
const DATE = format({ day: 'numeric', month: 'short' });
const FULL = format({ dateStyle: 'full', timeStyle: 'long' });
const dayOf = (at) => new Date(at).toDateString();

export const exact = (at) => HMS.format(at);
export const full = (at) => FULL.format(at);

/** `14:02`; with the day where it is not today: `Mon 09:00`, `3 Nov 09:00`. */
export function clock(at) {
  if (dayOf(at) === dayOf(now())) return HM.format(at);
  const near = Math.abs(at - now()) < 6 * 86_400_000;
  return `${(near ? DAY : DATE).format(at)} ${HM.format(at)}`;
}

/** `4 s`, `3 min`, `2 h 5 min`, `3 d`. */
export function lasting(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 2_880)
    return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.round(minutes / 1_440)} d`;
}

/** `3:12`, `1:05:00`; zero once it is over. */
export function countdown(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const two = (n) => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A moment as the reader's clock shows it, in full on hover. */
export function moment(at, words = clock) {
  const node = h('time', {});
  setMoment(node, at, words);
  return node;
}
export function setMoment(node, at, words = clock) {
  if (at === null || at === undefined) return say(node, '');
  set(node, 'datetime', new Date(at).toISOString());
  set(node, 'title', full(at));
  say(node, words(at));
}

/** What runs: how long ago (`data-ago`) and how long until (`data-until`). */
const RUNNING = { ago: (at) => lasting(now() - at), until: (at) => countdown(at - now()) };

/** A running time: `running('until', at)`. */
export function running(kind, at) {
  const node = h('time', { class: 'running' });
  setRunning(node, kind, at);
  return node;
}
export function setRunning(node, kind, at) {
  set(node, `data-${kind}`, at ?? undefined);
  setMoment(node, at, RUNNING[kind]);
}

/** Moves everything that runs; called once a second. */
export function tick() {
  for (const [kind, words] of Object.entries(RUNNING))
    for (const node of document.querySelectorAll(`[data-${kind}]`)) say(node, words(Number(node.dataset[kind])));
}
