import { type Instant, MINUTE } from '../time/instant.ts';

/** By incident: the moments at which it was given a new run because nobody worked at it, oldest first. */
export type Revivals = Readonly<Record<string, readonly Instant[]>>;

/** What happened longer ago is another story. */
const REMEMBERED = 30 * MINUTE;
/** Of one incident, and incidents. */
const [MOMENTS, INCIDENTS] = [10, 50];

/** The revivals after a patrol that revived these incidents. Bounded. */
export function withRevived(before: Revivals, revived: readonly string[], now: Instant): Revivals {
  const all = Object.keys(before).concat(revived.filter((id) => !(id in before)));
  const kept = all.flatMap((id) => {
    const known = (before[id] ?? []).filter((at) => now - at < REMEMBERED);
    const moments = revived.includes(id) ? [...known, now] : known;
    return moments.length > 0 ? [[id, moments.slice(-MOMENTS)] as const] : [];
  });
  return Object.fromEntries(kept.sort(([, a], [, b]) => b.at(-1)! - a.at(-1)!).slice(0, INCIDENTS));
}
