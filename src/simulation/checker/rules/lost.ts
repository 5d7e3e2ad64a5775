import type { Violation } from '../history.ts';
import { type Claim, clock, isBlind, isPaging, type Life, MINUTE, SECOND, type Seen } from '../seen.ts';
import { takenOverAt } from './taken-over.ts';

/** After this long the sender of a page counts as dead (rule 5). */
const LEASE = 45 * SECOND;

/** A page whose sender died is sent again: of whose first page nothing became known, they are paged once more (rule 5). */
export const lost = (seen: Seen): readonly Violation[] =>
  seen.lives.flatMap((life) =>
    life.claims.flatMap((claim) => {
      const { at, key, done, ask } = claim;
      // Whom a rotation means may be somebody else by then.
      if (claim.kind !== 'page' || done || ask.attempt !== 1 || ask.via !== ask.person) return [];
      const by = seen.putOff(at + LEASE + seen.late, at - MINUTE);
      const isAgain = life.claims.some((one) => one.ask.person === ask.person && one.at > at && one.at <= by);
      if (isAgain || !isWanted(seen, life, claim, by)) return [];
      return [
        {
          rule: 'rule 5',
          at: by,
          text: `${life.incident}: whoever sent ${key} at ${clock(at)} died, and ${ask.person} was not paged again by ${clock(by)}`,
        },
      ];
    }),
  );

/** The same ladder runs undisturbed until then, by the same config, and no provider has taken it over (E8). */
function isWanted(seen: Seen, life: Life, { at, version, ask }: Claim, by: number): boolean {
  if (takenOverAt(seen, life, ask.ladder) <= by) return false;
  if (seen.history.end < by || seen.history.configs.some((c) => c.at > at && c.at <= by)) return false;
  return life.commits.every(
    ({ at: when, head }) =>
      head.version < version ||
      when > by ||
      (isPaging(head) &&
        head.health.is === 'failing' &&
        head.ladder?.n === ask.ladder &&
        head.ladder?.severity === ask.severity &&
        !isBlind(head)),
  );
}
