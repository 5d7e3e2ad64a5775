import type { Look } from '../../core/check/look.ts';
import type { Facts } from '../../core/incident/facts.ts';
import type { History } from '../../core/incident/history.ts';
import type { Mute } from '../../core/incident/mute.ts';
import type { Report } from '../../core/report/report.ts';
import type { Instant } from '../../core/time/instant.ts';

/** What a record says of the world that the incident happened in, and of what people did. */
export interface Script {
  /** The slot of the first look. */
  readonly start: Instant;
  /** When the record ends. */
  readonly end: Instant;
  readonly looks: readonly Seen[];
  readonly controls: readonly { readonly at: Instant; readonly is: 'up' | 'down' }[];
  readonly answers: readonly Answered[];
  readonly deliveries: readonly Delivered[];
  readonly remedies: readonly (NonNullable<Facts['remedy']> & { readonly at: Instant })[];
  readonly mutes: readonly { readonly at: Instant; readonly mute: Mute }[];
  readonly reports: readonly { readonly at: Instant; readonly reports: readonly Report[] }[];
  /** Looks that the record had no room for. */
  readonly missing: number;
}

/** A message that a channel was given. `missed`: accepted, and so long after that known not to have reached its person. */
export type Delivered = NonNullable<Facts['delivery']> & {
  readonly at: Instant;
  readonly missed?: { readonly after: number; readonly why: string };
};

/** From its slot on, a monitor looked like this from a location. */
export interface Seen {
  readonly look: Look;
  /** How long the look took, in ms. */
  readonly took: number;
  /** A prober's own: its slot says when that prober looks. */
  readonly probed: boolean;
}

/** An answer with what it answered: so long after the so-many-th page to whoever gave it; without a page before it, at its own moment. */
export interface Answered {
  readonly at: Instant;
  readonly answer: NonNullable<Facts['answer']>;
  readonly after?: { readonly nth: number; readonly ms: number };
}

/** Reads the record; `undefined` where it was written before rows kept what a replay needs. */
export function scriptOf({ rows }: History): Script | undefined {
  const facts = rows.flatMap(({ at, type, facts: f }) => (f ? [{ at, type, ...f }] : []));
  const looks = facts.flatMap(({ at, type, looks: all = [] }) =>
    all.map((look): Seen => ({ look, took: Math.max(0, at - look.at), probed: type === 'signal' })),
  );
  const reports = facts.flatMap((f) => (f.reports ? [{ at: f.at, reports: f.reports }] : []));
  const moments = [...looks.map(({ look }) => look.slot), ...reports.map(({ at }) => at)];
  if (moments.length === 0) return undefined;
  const sends = facts.flatMap((f) => (f.delivery ? [{ ...f.delivery, at: f.at - f.delivery.took }] : []));
  const missed = facts.flatMap((f) => (f.unreached ? [{ ...f.unreached, at: f.at - f.unreached.took }] : []));
  const deliveries = sends.map((send): Delivered => {
    const miss = missed.find(
      (each) => each.at === send.at && each.person === send.person && each.channel === send.channel,
    );
    return miss ? { ...send, missed: { after: miss.took - send.took, why: miss.why } } : send;
  });
  const paged = deliveries.filter(({ type, got }) => type === 'page' && got.is === 'accepted');
  return {
    start: Math.min(...moments),
    end: rows.at(-1)?.at ?? 0,
    looks,
    controls: facts.flatMap((f) => (f.control ? [{ at: f.at, is: f.control }] : [])),
    answers: facts.flatMap((f) => (f.answer ? [answered(f.at, f.answer, paged)] : [])),
    deliveries,
    remedies: facts.flatMap((f) => (f.remedy ? [{ ...f.remedy, at: f.at }] : [])),
    mutes: facts.flatMap((f) => (f.mutes ?? []).map((mute) => ({ at: f.at, mute }))),
    reports,
    missing: facts.reduce((sum, { more = 0 }) => sum + more, 0),
  };
}

function answered(
  at: Instant,
  answer: NonNullable<Facts['answer']>,
  paged: readonly { readonly at: Instant; readonly took: number; readonly person: string }[],
): Answered {
  const mine = paged.filter((page) => page.person === answer.by && page.at + page.took <= at);
  const last = mine.at(-1);
  return { at, answer, ...(last && { after: { nth: mine.length, ms: at - last.at - last.took } }) };
}
