import { createHash } from 'node:crypto';
import type { RemedyIntent } from '../core/remedy/remedy.ts';

/** An intent with its hash: an approval of it is worth nothing for any other (G1). */
export function intentOf({ summary, target, facts, difference }: Omit<RemedyIntent, 'hash'>): RemedyIntent {
  const sorted = Object.fromEntries(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)));
  const hash = createHash('sha256')
    .update(JSON.stringify([summary, target, sorted, ...(difference ? [difference] : [])]))
    .digest('hex');
  return { summary, target, facts: sorted, ...(difference && { difference }), hash };
}
