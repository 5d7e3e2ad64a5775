import type { LadderConfig, PolicyConfig } from './config.ts';
import type { Head } from './history.ts';
import { isBlind, MINUTE } from './seen.ts';

/** A rung of a ladder as the policy's text says: who, and how long after the rung before it. */
export interface Rung {
  readonly cycle: number;
  readonly level: number | 'acknowledger' | 'assignee' | 'last-resort';
  readonly targets: readonly string[];
  readonly gap: number;
}

const ORDER = ['P1', 'P2', 'P3', 'P4'];

/** A severity without a policy uses the next stricter one, then the next laxer one (S2). */
export function ladderFor(policy: PolicyConfig, severity: string): LadderConfig | undefined {
  const at = ORDER.indexOf(severity);
  for (let n = at; n >= 0; n--) if (policy.escalation[ORDER[n]!]) return policy.escalation[ORDER[n]!];
  for (let n = at + 1; n < ORDER.length; n++) if (policy.escalation[ORDER[n]!]) return policy.escalation[ORDER[n]!];
  return undefined;
}

/** E2, A4: whose acknowledgement expired or whom it was reassigned to, the levels, the repeats, the last resort to everyone in the policy. */
export function rungsOf(head: Head, policy: PolicyConfig): readonly Rung[] {
  const { ladder } = head;
  const plan = ladder && ladderFor(policy, ladder.severity);
  if (!ladder || !plan) return [];
  const { levels, repeat } = plan;
  // Between rounds, and before the last resort: the last level's own time; 15 minutes where there is but one level.
  const pause = levels.length > 1 ? levels[levels.length - 1]!.after : 15 * MINUTE;
  const rungs: Rung[] = [];
  const level = ladder.why === 'reassigned' ? 'assignee' : 'acknowledger';
  if (ladder.first) rungs.push({ cycle: 0, level, targets: [ladder.first], gap: 0 });
  for (let cycle = 0; cycle <= repeat; cycle++)
    for (let level = cycle === 0 ? Math.min(ladder.from, levels.length - 1) : 0; level < levels.length; level++)
      rungs.push({ cycle, level, targets: [levels[level]!.page], gap: level === 0 ? pause : levels[level]!.after });
  rungs.push({ cycle: repeat + 1, level: 'last-resort', targets: levels.map(({ page }) => page), gap: pause });
  // "Monitor blind" is one page and no more (I3).
  return isBlind(head) ? rungs.slice(0, 1) : rungs;
}

/** `level 2 in round 1`. */
export const inWords = (rung: Rung): string =>
  typeof rung.level === 'number' ? `level ${rung.level + 1} in round ${rung.cycle + 1}` : rung.level;
