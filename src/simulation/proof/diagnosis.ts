import type { Instant } from '../../core/time/instant.ts';
import type { Failure } from './judge.ts';
import { wakingWays, waysOf } from './people.ts';
import { stateAt } from './stretches.ts';

/**
 * What can be wrong with someone who was to be paged. `cut off`: can be reached only by the provider that fails.
 * `asleep`: by no channel that counts. `late`: by one that works, and not in time. `alone`: nothing is wrong with
 * anybody else, there is nobody else. `nobody`: no level leads to anybody.
 */
export const WRONGS = ['nobody', 'cut off', 'asleep', 'late', 'alone'] as const;
export type Wrong = (typeof WRONGS)[number];

/** One thing that would have to be put right, with whom. Any one of a failure's is enough. */
export interface Fix {
  readonly wrong: Wrong;
  readonly who: string;
}

/** Everything, of which any one put right would have had somebody reached in time. */
export function fixesOf({ subject, world: { fault }, run }: Failure): readonly Fix[] {
  const { plan, severity, monitor, wakes } = subject;
  const meantAt = (at: Instant) => stateAt(plan, severity, monitor, at).meant.flatMap(({ name }) => name ?? []);
  // Who leaves by a hand-off before being paged, or comes when the time is over, was nobody to count on.
  const { start, deadline = start, pages } = run;
  const atTheEnd = meantAt(deadline);
  const throughout = meantAt(start).filter((name) => atTheEnd.includes(name));
  const paged = pages.filter(({ at }) => at <= deadline).map(({ ask }) => ask.person);
  const names = new Set([...throughout, ...paged]);
  if (names.size === 0) return [{ wrong: 'nobody', who: '' }];
  const channels = (name: string) =>
    (wakes ? wakingWays(plan, name) : waysOf(plan, name)).map(({ channel }) => channel);
  const fails = (channel: string) => fault.is === 'provider' && fault.channels.includes(channel);
  const wrongWith = (name: string): Wrong => {
    const mine = channels(name);
    if (mine.length === 0) return 'asleep';
    return mine.every(fails) ? 'cut off' : 'late';
  };
  const others = [...names].filter((name) => !(fault.is === 'person' && fault.name === name));
  return others.length > 0 ? others.map((who) => ({ wrong: wrongWith(who), who })) : [{ wrong: 'alone', who: '' }];
}

/**
 * The fewest fixes that put all of these failures right, near enough: always the one that helps most of those left. Of
 * equals the first in the order of `WRONGS`. Each comes with the failures that it was taken for.
 */
export function fewestFixes(
  failures: readonly Failure[],
): readonly { readonly fix: Fix; readonly failures: readonly Failure[] }[] {
  const all = failures.map((failure) => ({ failure, fixes: fixesOf(failure) }));
  const helps = ({ fixes }: (typeof all)[number], fix: Fix) =>
    fixes.some(({ wrong, who }) => wrong === fix.wrong && who === fix.who);
  const taken: { readonly fix: Fix; readonly failures: readonly Failure[] }[] = [];
  for (let left = all; left.length > 0; ) {
    const worth = (fix: Fix) => left.filter((each) => helps(each, fix)).length;
    const best = left.flatMap(({ fixes }) => fixes).reduce((a, b) => (better(b, a, worth) ? b : a));
    taken.push({ fix: best, failures: left.filter((each) => helps(each, best)).map(({ failure }) => failure) });
    left = left.filter((each) => !helps(each, best));
  }
  return taken;
}

const better = (a: Fix, b: Fix, worth: (fix: Fix) => number): boolean =>
  worth(a) > worth(b) || (worth(a) === worth(b) && WRONGS.indexOf(a.wrong) < WRONGS.indexOf(b.wrong));
