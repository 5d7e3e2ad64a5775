import { withState } from '../incident/handlers/approvals.ts';
import type { RemedyState } from '../incident/incident.ts';
import type { Stage } from '../incident/stage.ts';
import { effect, NO_STATE } from './due-remedies.ts';
import { refusal } from './guards.ts';

/** What an earlier generation of this incident made of it: no second undo, and nothing more to explain where it only refused. */
const usedBefore = ({ ended }: RemedyState): string | undefined =>
  ended && `it was used in this incident already, and ${ended.as === 'verified' ? 'worked' : 'failed'}: ${ended.why}`;

/** Every refusal is written down with its reason, once (incident.md, Remedies). */
export const explainRefusals: Stage = (incident, context, say) => {
  if (incident.phase !== 'open' || incident.health.is !== 'failing') return incident;
  let now = incident;
  for (const remedy of Object.values(context.plan.remedies)) {
    const state = now.remedies[remedy.name] ?? NO_STATE;
    const concerned = remedy.mode !== 'off' && remedy.monitor in now.failing && !effect(now, 'plan', remedy.name);
    const why = concerned ? (usedBefore(state) ?? refusal(now, remedy, context)) : undefined;
    if (why === undefined || why === state.refused) continue;
    say('remedy', `${remedy.name} is not offered: ${why}`);
    now = withState(now, remedy.name, { ...state, refused: why });
  }
  return now;
};
