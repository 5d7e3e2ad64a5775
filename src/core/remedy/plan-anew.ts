import { withState } from '../incident/handlers/approvals.ts';
import type { Stage } from '../incident/stage.ts';
import { effect, NO_STATE, planKey } from './due-remedies.ts';

/**
 * What recovered and fails again is another failure: a plan for the one before, and an approval of it, are none for this
 * one (G1, G2). It is planned anew, and asked for anew. What somebody refused stays refused.
 */
export const planAnew: Stage = (incident, context, say) => {
  let now = incident;
  for (const { name, monitor } of Object.values(context.plan.remedies)) {
    const state = now.remedies[name] ?? NO_STATE;
    const planned = effect(now, 'plan', name);
    const failure = now.failing[monitor];
    if (planned?.state.is !== 'done' || planned.state.got.is !== 'planned' || !failure) continue;
    if (state.ended || state.declined || effect(now, 'apply', name) || failure.since <= planned.state.at) continue;
    if (planned.key !== planKey(now, name, state.plans)) continue;
    say('remedy', `${monitor} recovered and failed again since ${name} was planned: planning anew`);
    now = withState(now, name, { ...NO_STATE, plans: state.plans + 1 });
  }
  return now;
};
