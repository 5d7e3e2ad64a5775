import type { Plan } from '../plan.ts';
import type { Instant } from '../time/instant.ts';
import { onCall, takeover } from '../time/rotation.ts';

/** Who is on call by a rotation, and who takes over when. */
export interface Handoff {
  readonly rotation: string;
  /** Absent where the rotation has no members. */
  readonly member?: string;
  /** Whose turn it would be without the override. */
  readonly standsInFor?: string;
  /** Absent where nobody else ever takes over. */
  readonly next?: { readonly member: string; readonly at: Instant };
}

/** Every rotation of the plan, as it is now (T1). */
export const handoffs = (plan: Plan, now: Instant): readonly Handoff[] =>
  Object.entries(plan.policy.roster.rotations).map(([name, rotation]) => {
    const turn = onCall(rotation, now);
    const regular = onCall({ ...rotation, overrides: [] }, now);
    const next = takeover(rotation, now);
    return {
      rotation: name,
      ...(turn && { member: turn.member }),
      ...(turn && regular && turn.member !== regular.member && { standsInFor: regular.member }),
      ...(next && { next }),
    };
  });
