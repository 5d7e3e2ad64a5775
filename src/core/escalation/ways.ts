import type { EffectOf } from '../incident/work.ts';
import { type Instant, SECOND } from '../time/instant.ts';
import type { Recipient } from './roster.ts';

/** A way is tried this often while its outcome stays temporary or unknown. */
const ATTEMPTS = 3;
/** A repeat of a send whose outcome is unknown waits this long. */
const AGAIN = 5 * SECOND;
/** A provider that wants longer than this is as good as failed: the next way is tried at once. */
const PATIENCE = 60 * SECOND;

export interface Attempt {
  readonly way: number;
  readonly attempt: number;
  readonly repeat: boolean;
  readonly at: Instant;
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
 * unknown ones are sent again as repeats; a way with `after` follows by itself unless someone acknowledged.
 */
export function progress(who: Recipient, dueAt: Instant, pages: readonly EffectOf<'page'>[], now: Instant): Progress {
  const attempts: Attempt[] = [];
  const begunAt = pages.length > 0 ? Math.min(...pages.map(begin)) : undefined;
  let failedAt: Instant | undefined = dueAt;
  let startedAt: Instant | undefined;
  for (const [way, reach] of who.ways.entries()) {
    const tries = pages.filter((page) => page.ask.way === way).sort((a, b) => a.ask.attempt - b.ask.attempt);
    const from = earliest(
      failedAt,
      startedAt !== undefined && reach.after !== undefined ? startedAt + reach.after : undefined,
    );
    if (tries.length === 0) {
      if (from !== undefined) attempts.push({ way, attempt: 1, repeat: false, at: from });
      return { attempts, ...(begunAt !== undefined && { begunAt }) };
    }
    const fate = fateOf(tries, now);
    if (fate.again) attempts.push({ way, attempt: tries.length + 1, ...fate.again });
    startedAt = begin(tries[0]!);
    failedAt = fate.failedAt;
  }
  return {
    attempts,
    ...(failedAt !== undefined && { exhaustedAt: failedAt }),
    ...(begunAt !== undefined && { begunAt }),
  };
}

/** When a page was claimed. */
export const begin = (page: EffectOf<'page'>): Instant =>
  page.state.is === 'claimed' ? page.state.at : page.state.since;
const earliest = (a: Instant | undefined, b: Instant | undefined) =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b);

interface Fate {
  readonly failedAt?: Instant;
  readonly again?: { readonly repeat: boolean; readonly at: Instant };
}

function fateOf(tries: readonly EffectOf<'page'>[], now: Instant): Fate {
  if (tries.some((t) => t.state.is === 'done' && t.state.got.is === 'accepted')) return {};
  const { state } = tries.at(-1)!;
  if (state.is === 'claimed')
    return state.lease > now ? {} : retry(tries, state.lease, { repeat: true, at: state.lease });
  switch (state.got.is) {
    case 'permanent':
      return { failedAt: state.at };
    case 'temporary':
      return state.got.retryAt - state.at > PATIENCE
        ? { failedAt: state.at }
        : retry(tries, state.at, { repeat: wasUnsure(tries), at: state.got.retryAt });
    case 'unknown':
      return retry(tries, state.at, { repeat: true, at: state.at + AGAIN });
    case 'held':
      return { again: { repeat: wasUnsure(tries), at: state.got.until } };
    default:
      return {};
  }
}

function retry(tries: readonly EffectOf<'page'>[], at: Instant, again: Fate['again']): Fate {
  const sends = tries.filter((t) => t.state.is === 'claimed' || t.state.got.is !== 'held');
  return sends.length < ATTEMPTS ? { again } : { failedAt: at };
}

/** Once a send may have arrived, every later one is a repeat. */
const wasUnsure = (tries: readonly EffectOf<'page'>[]) =>
  tries.some((t) => t.ask.repeat || t.state.is === 'claimed' || t.state.got.is === 'unknown');
