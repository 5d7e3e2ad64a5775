import type { Violation } from '../history.ts';
import { clock, MINUTE, SECOND, type Seen } from '../seen.ts';

/** Nobody is paged for what is muted, at any level (M1). */
export const muted = (seen: Seen): readonly Violation[] =>
  seen.lives.flatMap((life) =>
    life.commits.flatMap(({ head }) => {
      const begun = life.claims.filter((claim) => claim.kind === 'page' && claim.version === head.version);
      return begun.flatMap(({ key, decidedAt }) =>
        Object.keys(head.failing).every((name) => isMuted(seen, name, decidedAt))
          ? [
              {
                rule: 'M1',
                at: decidedAt,
                text: `${life.incident}: ${key} was claimed at ${clock(decidedAt)}, and all that failed was muted`,
              },
            ]
          : [],
      );
    }),
  );

/** Whoever muted it knew so for sure, whatever was in the way; its time began when it was stored, before they heard of it. */
const isMuted = (seen: Seen, monitor: string, at: number): boolean =>
  seen.history.mutes.some(
    ({ isSure, monitors, from, until }) =>
      isSure && monitors.includes(monitor) && seen.putOff(from + SECOND, from - MINUTE) < at && at < until - MINUTE,
  );
