import { effectsOf } from '../incident/effects.ts';
import type { Context } from '../incident/event.ts';
import { isApprover } from '../incident/handlers/approvals.ts';
import type { Incident } from '../incident/incident.ts';
import { APPROVAL } from '../remedy/guards.ts';
import type { Instant } from '../time/instant.ts';
import type { Offer } from './message.ts';

/** An answer on offer, before its link is signed; `until` where it ends before the generation does (G1). */
export type Unsigned = Omit<Offer, 'href'> & { readonly until?: Instant };

/**
 * What somebody who is paged or told can answer now, the most wanted first: acknowledge while nobody has, approve what
 * waits for them (G1), escalate always (A3). Nothing once it is over.
 */
export function offersOf(incident: Incident, person: string, context: Context): readonly Unsigned[] {
  if (incident.phase !== 'open' || incident.recoveredAt !== null || incident.severity === null) return [];
  const { attention } = incident;
  return [
    ...(attention.is === 'nobody' ? [{ action: 'acknowledge', label: 'Acknowledge' } as const] : []),
    ...approvals(incident, person, context),
    { action: 'escalate', label: 'Escalate' },
  ];
}

function approvals(incident: Incident, person: string, context: Context): readonly Unsigned[] {
  return waiting(incident, context).flatMap(({ remedy, hash, summary, until }) =>
    isApprover(person, context.plan.remedies[remedy]?.approvers ?? [], context)
      ? (['approve', 'refuse'] as const).map((action) => ({
          action,
          label: `${action === 'approve' ? 'Approve' : 'Refuse'}: ${summary}`,
          remedy,
          hash,
          until,
        }))
      : [],
  );
}

export interface WaitingPlan {
  readonly remedy: string;
  readonly hash: string;
  readonly summary: string;
  /** What it would change, a line each. */
  readonly difference: readonly string[];
  readonly until: Instant;
}

/** Plans that wait for somebody's approval. */
export const waiting = (incident: Incident, { plan, now }: Pick<Context, 'plan' | 'now'>): readonly WaitingPlan[] =>
  effectsOf(incident, 'plan').flatMap((effect) => {
    if (effect.state.is !== 'done' || effect.state.got.is !== 'planned') return [];
    const { remedy } = effect.ask;
    const state = incident.remedies[remedy];
    const until = effect.state.at + APPROVAL;
    if (plan.remedies[remedy]?.mode !== 'ask' || state?.consent || state?.declined || until < now) return [];
    const { hash, summary, difference = [] } = effect.state.got.intent;
    return [{ remedy, hash, summary, difference, until }];
  });
