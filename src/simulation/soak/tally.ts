import type { History } from '../checker/history.ts';

/** What many worlds amounted to: plain sums, so that workers' tallies add up. */
export interface Tally {
  worlds: number;
  incidents: number;
  blips: number;
  pages: number;
  repeats: number;
  news: number;
  acknowledgements: number;
  lastResorts: number;
  remedies: number;
  /** Of them, by the kind of production. */
  rollbacks: number;
  /** Worlds that were lived twice, to see whether they are the same byte for byte (V5). */
  twice: number;
  faults: Record<string, number>;
}

export const emptyTally = (): Tally => ({
  worlds: 0,
  incidents: 0,
  blips: 0,
  pages: 0,
  repeats: 0,
  news: 0,
  acknowledgements: 0,
  lastResorts: 0,
  remedies: 0,
  rollbacks: 0,
  twice: 0,
  faults: {},
});

/** Counts one world. An incident is one that was opened; a reopening belongs to it. */
export function count(tally: Tally, history: History, faults: Readonly<Record<string, number>>): void {
  const opened = new Set<string>();
  const ended = new Set<string>();
  for (const { head } of history.commits) {
    if (head.phase === 'open') opened.add(head.id);
    if (head.phase === 'dismissed') ended.add(head.id);
  }
  const pages = history.receipts.filter((r) => r.type === 'page');
  tally.worlds += 1;
  tally.incidents += opened.size;
  tally.blips += ended.size;
  tally.pages += pages.length;
  tally.repeats += pages.filter((r) => r.repeat).length;
  tally.lastResorts += pages.filter((r) => r.key.includes('/last-resort/')).length;
  tally.news += history.receipts.length - pages.length;
  tally.acknowledgements += history.answers.filter((a) => a.action === 'acknowledge' && a.ok).length;
  tally.remedies += history.remedied.length;
  tally.rollbacks += history.remedied.filter(({ rollback }) => rollback !== undefined).length;
  for (const [what, times] of Object.entries(faults)) tally.faults[what] = (tally.faults[what] ?? 0) + times;
}

export function add(into: Tally, more: Tally): void {
  for (const key of Object.keys(more) as (keyof Tally)[]) {
    if (key === 'faults')
      for (const [what, n] of Object.entries(more.faults)) into.faults[what] = (into.faults[what] ?? 0) + n;
    else into[key] += more[key];
  }
}
