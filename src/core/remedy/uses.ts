import { DAY, HOUR, type Instant, inWords } from '../time/instant.ts';

/** A remedy that was used on a workload, by the key of its effect. */
export interface RemedyUse {
  readonly key: string;
  readonly incident: string;
  readonly kind: string;
  readonly at: Instant;
  /** Of a rollback: from which template to which, by their hashes. */
  readonly undoes?: { readonly from: string; readonly to: string };
  /** When it was verified or given up; absent: it is under way. */
  readonly endedAt?: Instant;
}

/** What remedies did to one workload lately, oldest first: plain JSON, bounded; written on the version it was read at (G3). */
export interface RemedyUses {
  readonly uses: readonly RemedyUse[];
}

export interface UseLimits {
  /** From one remedy of the workload to the next, ms. */
  readonly apart: number;
  /** In 24 hours, at most. */
  readonly perDay: number;
}

export type Reserved =
  | { readonly is: 'reserved'; readonly uses: RemedyUses }
  | { readonly is: 'refused'; readonly why: string };

export const NO_USES: RemedyUses = { uses: [] };
/** One that nobody ended for so long died with whoever ran it. */
const UNDER_WAY = HOUR;
const REMEMBERED = 2 * DAY;
const MOST = 50;

/**
 * G3: one remedy of a workload at a time, so far apart, so many a day, whichever remedies they are; and one rollback of an
 * incident. The same key again is the same use. Pure: whoever stores it writes on the version that was read.
 */
export function reserved({ uses }: RemedyUses, use: RemedyUse, { apart, perDay }: UseLimits): Reserved {
  const refused = (why: string): Reserved => ({ is: 'refused', why });
  const { at } = use;
  const lately = uses.filter((each) => at - each.at < REMEMBERED);
  if (lately.some(({ key }) => key === use.key)) return { is: 'reserved', uses: { uses } };
  const current = lately.find((each) => each.endedAt === undefined && at - each.at < UNDER_WAY);
  if (current) return refused(`a ${current.kind} of incident ${current.incident} is under way there`);
  if (use.undoes && lately.some((each) => each.undoes && each.incident === use.incident))
    return refused(`it was rolled back in incident ${use.incident} already: never twice`);
  const last = Math.max(...lately.map(({ at: began, endedAt }) => endedAt ?? began), Number.NEGATIVE_INFINITY);
  if (at - last < apart)
    return refused(`a remedy was used there ${inWords(at - last)} ago: ${inWords(apart)} lie between two`);
  const today = lately.filter((each) => at - each.at < DAY).length;
  if (today >= perDay) return refused(`remedies were used there ${today} times in 24 hours: ${perDay} are allowed`);
  return { is: 'reserved', uses: { uses: [...lately, use].slice(-MOST) } };
}

/** The use of this key is over; the first end counts. */
export const ended = ({ uses }: RemedyUses, key: string, at: Instant): RemedyUses => ({
  uses: uses.map((use) => (use.key === key && use.endedAt === undefined ? { ...use, endedAt: at } : use)),
});

/** The use of this key changed nothing: it counts for no limit. */
export const released = ({ uses }: RemedyUses, key: string): RemedyUses => ({
  uses: uses.filter((use) => use.key !== key),
});
