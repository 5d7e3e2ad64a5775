import { DAY, HOUR, type Instant, MINUTE } from '../time/instant.ts';
import type { Concern } from './concern.ts';
import type { Findings } from './find.ts';

/** What was said of a concern. */
export interface Known {
  readonly since: Instant;
  readonly text: string;
  /** When it was last said that it is there. */
  readonly saidAt: Instant;
  /** When it was last found. */
  readonly seenAt: Instant;
  /** When it was said to be over. */
  readonly overAt?: Instant;
  /** It came back soon after it was said to be over: next time that takes longer to believe. */
  readonly relapsed?: true;
}
export type KnownConcerns = Readonly<Record<string, Known>>;

/** What is to be said of a concern. */
export interface Saying {
  readonly how: 'new' | 'again' | 'still' | 'over';
  readonly key: string;
  readonly since: Instant;
  /** When it was last found. */
  readonly until: Instant;
  readonly text: string;
  readonly remedy: string;
}

export interface Said {
  readonly say: readonly Saying[];
  readonly known: KnownConcerns;
}

/** What is gone for a shorter time is not over; what came back before takes an hour. */
const CALM = 3 * MINUTE;
const LONG_CALM = HOUR;
/** So long after its end the same concern is a new one. */
const REMEMBERED = HOUR;
/** More than this at once are one more concern; as many that are gone are remembered. */
const MOST = 50;

/**
 * What to say now and what to remember. A concern is said at once, again each hour while it lasts (a chore each day), and
 * once that it is over. One that came back after that is said at once as well, and then is over only after an hour
 * without it: so at most two an hour, and two only with an end in between. Where not everything could be asked nothing is
 * over. Pure; what is remembered is bounded.
 */
export function said(previous: KnownConcerns, { concerns, complete }: Findings, now: Instant): Said {
  const found = folded(previous, concerns, now).map((concern) => there(concern, previous[concern.key], now));
  const keys = new Set(found.map(([key]) => key));
  const gone = Object.entries(previous)
    .filter(([key]) => !keys.has(key))
    .flatMap(([key, known]) => away(key, known, complete, now));
  const kept = gone.toSorted(([, a], [, b]) => (a.overAt ?? now + 1) - (b.overAt ?? now + 1) || a.seenAt - b.seenAt);
  return {
    say: [...found, ...gone].flatMap(([, , saying]) => saying ?? []),
    known: Object.fromEntries([...found, ...kept.slice(-MOST)].map(([key, known]) => [key, known])),
  };
}

type Entry = readonly [key: string, known: Known, saying?: Saying];

function there(concern: Concern, before: Known | undefined, now: Instant): Entry {
  const { key, text, remedy, chore } = concern;
  const isBack = before?.overAt !== undefined;
  const since = before && !isBack ? Math.min(before.since, concern.since) : concern.since;
  const relapsed = isBack || before?.relapsed;
  const every = chore ? DAY : HOUR;
  const how = !before ? 'new' : isBack ? 'again' : now - before.saidAt >= every ? 'still' : undefined;
  const saidAt = how ? now : (before?.saidAt ?? now);
  const known: Known = { since, text, saidAt, seenAt: now, ...(relapsed && { relapsed }) };
  return how ? [key, known, { how, key, since, until: now, text, remedy }] : [key, known];
}

/** What is not there: forgotten, over, or not yet. */
function away(key: string, known: Known, complete: boolean, now: Instant): readonly Entry[] {
  const { since, text, overAt, seenAt, relapsed } = known;
  if (overAt !== undefined) return now - overAt >= REMEMBERED ? [] : [[key, known]];
  if (!complete) return [[key, { ...known, seenAt: now }]];
  if (now - seenAt < (relapsed ? LONG_CALM : CALM)) return [[key, known]];
  return [[key, { ...known, overAt: now }, { how: 'over', key, since, until: seenAt, text, remedy: '' }]];
}

/** At most so many, those first that are known already; the rest is one concern more. */
function folded(previous: KnownConcerns, concerns: readonly Concern[], now: Instant): readonly Concern[] {
  const once = [...new Map(concerns.map((concern) => [concern.key, concern])).values()];
  if (once.length <= MOST) return once;
  const [known, fresh] = [once.filter(({ key }) => key in previous), once.filter(({ key }) => !(key in previous))];
  const shown = [...known, ...fresh].slice(0, MOST);
  const text = `there are ${once.length - MOST} more concerns than can be said one by one`;
  return [...shown, { key: 'more', since: now, text, remedy: 'Look at the console and the alarms.' }];
}
