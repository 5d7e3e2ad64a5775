import type { Context } from '../incident/event.ts';
import type { EffectOf } from '../incident/work.ts';
import type { Reach } from '../plan.ts';
import { type Instant, SECOND } from '../time/instant.ts';
import { type Address, numbersOf } from './numbers.ts';
import { begin, byAttempt, isSend, isUnsure } from './pages.ts';
import type { Recipient } from './roster.ts';
import type { Tried } from './spent.ts';

/** A way is tried this often while its outcome stays unknown, or temporary until a time that its provider named. */
const ATTEMPTS = 3;
/** Tries of a way whose provider fails and names no time: soon again, and within three seconds it is the next way's turn. */
const PAUSES = [0.25 * SECOND, 0.5 * SECOND, 2 * SECOND] as const;
/** A repeat of a send whose outcome is unknown waits this long. */
const AGAIN = 0.5 * SECOND;
/** A provider that wants longer than this is as good as failed: the next way is tried at once. */
const PATIENCE = 60 * SECOND;

export interface Attempt {
  readonly way: number;
  readonly reach: Reach;
  readonly attempt: number;
  readonly repeat: boolean;
  readonly at: Instant;
  /** The way came into the person's list after they had been paged on this rung. */
  readonly isNew?: true;
}

/** How far one person's ways are on one rung: the next attempts, and when the last way failed, if all did. */
export interface Progress {
  readonly attempts: readonly Attempt[];
  readonly exhaustedAt?: Instant;
  /** First claim on this rung. */
  readonly begunAt?: Instant;
}

/**
 * E5: a definite failure falls back to the next way at once; temporary ones are tried again when the provider says,
 * unknown ones are sent again as repeats; a way with `after` follows by itself unless someone acknowledged. The list is
 * today's (E1): a way that now stands before those that were tried, or in place of them, is due as the first, unless one
 * as good has reached the person. `gone`: tries that are no longer held one by one, by way.
 */
export function progress(
  who: Recipient,
  dueAt: Instant,
  pages: readonly EffectOf<'page'>[],
  gone: Readonly<Record<string, Tried>>,
  context: Context,
): Progress {
  const attempts: Attempt[] = [];
  const begins = [...pages.map(begin), ...Object.values(gone).map(({ since }) => since)];
  const numbers = numbersOf(who.ways, [
    ...pages.map(({ ask }) => ask),
    ...Object.entries(gone).map(([way, tried]) => ({ ...tried, way: Number(way) })),
  ]);
  const ways = who.ways.map((reach, place) => {
    const way = numbers[place]!;
    const tries = pages.filter((page) => page.ask.way === way).sort(byAttempt);
    const before = gone[way];
    return { reach, way, tries, before, startedAt: before?.since ?? (tries[0] && begin(tries[0])) };
  });
  // Ways are tried in order: what is untried before one that was tried has come into the list since.
  const lastTried = ways.findLastIndex(({ startedAt }) => startedAt !== undefined);
  const isReached = reachedAsWell(pages, gone, context);
  let failedAt: Instant | undefined = dueAt;
  let startedAt: Instant | undefined;
  for (const [place, { reach, way, tries, before, ...its }] of ways.entries()) {
    if (its.startedAt === undefined) {
      const at = earliest(
        failedAt,
        startedAt !== undefined && reach.after !== undefined ? startedAt + reach.after : undefined,
      );
      const isNew = begins.length > 0 && (place < lastTried || lastTried < 0);
      if (at !== undefined && !(isNew && isReached(reach)))
        attempts.push({ way, reach, attempt: 1, repeat: false, at, ...(isNew && { isNew: true as const }) });
      failedAt = undefined;
    } else {
      const fate = fateOf(tries, before, context.now);
      if (fate.again) attempts.push({ way, reach, attempt: tries.length + (before?.tries ?? 0) + 1, ...fate.again });
      failedAt = fate.failedAt;
    }
    startedAt = its.startedAt;
  }
  const isUntried = ways.some((one) => one.startedAt === undefined);
  return {
    attempts,
    ...(failedAt !== undefined && !isUntried && { exhaustedAt: failedAt }),
    ...(begins.length > 0 && { begunAt: Math.min(...begins) }),
  };
}

/** Whether a channel accepted a page, or may do so still, that is as good as one on this way: it wakes as well (E6). */
function reachedAsWell(pages: readonly EffectOf<'page'>[], gone: Readonly<Record<string, Tried>>, context: Context) {
  const mayReach = ({ state }: EffectOf<'page'>) =>
    state.is === 'claimed' ? state.lease > context.now : state.got.is === 'accepted';
  const wakes = ({ channel }: Address) => context.plan.channels[channel]?.can.wake === true;
  const reached = [...pages.filter(mayReach).map(({ ask }) => ask), ...Object.values(gone).filter((t) => t.accepted)];
  return (way: Address): boolean => reached.some((one) => wakes(one) || !wakes(way));
}

const earliest = (a: Instant | undefined, b: Instant | undefined) =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b);

export interface Fate {
  readonly failedAt?: Instant;
  readonly again?: { readonly repeat: boolean; readonly at: Instant };
}

/**
 * What becomes of a way after its tries, in order, and those before them that are `gone`: another try, or it has failed.
 * Neither: a channel accepted one, or one is on its way.
 */
export function fateOf(tries: readonly EffectOf<'page'>[], gone: Tried | undefined, now: Instant): Fate {
  if (gone?.accepted || tries.some((t) => t.state.is === 'done' && t.state.got.is === 'accepted')) return {};
  // The last one of all was among those that are gone.
  if (gone?.failedAt !== undefined) return { failedAt: gone.failedAt };
  const last = tries.at(-1);
  if (!last) return {};
  const { state } = last;
  const sends = tries.filter(isSend).length + (gone?.sends ?? 0);
  const retry = (at: Instant, again: Fate['again']): Fate => (sends < ATTEMPTS && again ? { again } : { failedAt: at });
  const repeat = gone?.unsure === true || tries.some(isUnsure);
  if (state.is === 'claimed') return state.lease > now ? {} : retry(state.lease, { repeat: true, at: state.lease });
  switch (state.got.is) {
    case 'permanent':
      return { failedAt: state.at };
    case 'temporary':
      return soonOrLater(state.at, state.got.retryAt, sends, repeat);
    case 'unknown':
      return retry(state.at, { repeat: true, at: state.at + AGAIN });
    case 'held':
      return { again: { repeat, at: state.got.until } };
    default:
      return {};
  }
}

/** A failure that passes: again when the provider says, or soon; not for ever, and not after a minute. */
function soonOrLater(at: Instant, retryAt: Instant | undefined, sends: number, repeat: boolean): Fate {
  const pause = PAUSES[sends - 1];
  if (retryAt === undefined) return pause === undefined ? { failedAt: at } : { again: { repeat, at: at + pause } };
  return retryAt - at > PATIENCE || sends >= ATTEMPTS ? { failedAt: at } : { again: { repeat, at: retryAt } };
}
