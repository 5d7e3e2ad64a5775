import { everyone } from '../../escalation/roster.ts';
import { effect, NO_STATE } from '../../remedy/due-remedies.ts';
import { APPROVAL } from '../../remedy/guards.ts';
import { inWords } from '../../time/instant.ts';
import type { Context } from '../event.ts';
import type { Incident, RemedyState } from '../incident.ts';
import { done, type Handler, refused } from './handler.ts';

/** G1: by an approver, for 15 minutes, bound to the plan's hash and to this generation. */
export const approve: Handler<'approve'> = (incident, event, context, say) => {
  const remedy = context.plan.remedies[event.remedy];
  const state = incident.remedies[event.remedy] ?? NO_STATE;
  const planned = effect(incident, 'plan', event.remedy);
  if (!remedy) return refused(incident, `there is no remedy '${event.remedy}'`);
  if (incident.phase !== 'open') return refused(incident, `incident ${incident.id} is over`);
  if (remedy.mode === 'off' || remedy.mode === 'auto')
    return refused(incident, `${remedy.name} has mode '${remedy.mode}': it does not wait for an approval`);
  if (state.ended) return refused(incident, `${remedy.name} ended already: ${state.ended.why}`);
  if (!isApprover(event.by, remedy.approvers, context))
    return refused(
      incident,
      `${event.by} is not among the approvers of ${remedy.name} (${remedy.approvers.join(', ')})`,
    );
  if (planned?.state.is !== 'done' || planned.state.got.is !== 'planned')
    return refused(incident, `${remedy.name} has no plan to approve`);
  if (planned.state.got.intent.hash !== event.hash)
    return refused(incident, 'the plan has changed since it was shown: look again');
  if (context.now > planned.state.at + APPROVAL) {
    say('remedy', `${event.by} approved ${remedy.name} too late, after ${inWords(APPROVAL)}: planning anew`);
    return refused(
      withState(incident, remedy.name, { ...NO_STATE, plans: state.plans + 1 }),
      'the approval came too late: a new plan is made, approve that one',
    );
  }
  if (state.consent) return done(incident, `${state.consent.by} approved it first`);
  say('remedy', `${event.by} approved ${remedy.name} (${event.via}): ${planned.state.got.intent.summary}`);
  const { declined: _, ...rest } = state;
  return done(
    withState(incident, remedy.name, { ...rest, consent: { by: event.by, at: context.now, hash: event.hash } }),
    `approved: ${planned.state.got.intent.summary}`,
  );
};

/** A refusal holds until somebody approves after all. */
export const refuse: Handler<'refuse'> = (incident, event, context, say) => {
  const state = incident.remedies[event.remedy] ?? NO_STATE;
  if (!context.plan.remedies[event.remedy]) return refused(incident, `there is no remedy '${event.remedy}'`);
  if (incident.phase !== 'open') return refused(incident, `incident ${incident.id} is over`);
  if (effect(incident, 'apply', event.remedy)) return refused(incident, `${event.remedy} is already under way`);
  say('remedy', `${event.by} refused ${event.remedy} (${event.via})`);
  const { consent: _, ...rest } = state;
  return done(
    withState(incident, event.remedy, { ...rest, declined: { by: event.by, at: context.now } }),
    `refused: ${event.remedy} will not be used`,
  );
};

/** True of an approver by name, and of everyone that an approving rotation can mean (G1). */
export const isApprover = (by: string, approvers: readonly string[], context: Context): boolean =>
  approvers.some((target) => target === by || everyone(target, context).some((who) => who.name === by));

export const withState = (incident: Incident, remedy: string, state: RemedyState): Incident => ({
  ...incident,
  remedies: { ...incident.remedies, [remedy]: state },
});
