import { NO_STATE } from '../remedy/due-remedies.ts';
import { effectsOf } from './effects.ts';
import { withState } from './handlers/approvals.ts';
import { change, type Stage, without } from './stage.ts';

/** What left the config withdraws from its incident: monitors (E1), and remedies that nobody can verify any more. What was reported stays. */
export const withdraw: Stage = (incident, context, say) =>
  withdrawRemedies(withdrawMonitors(incident, context, say), context, say);

/** A remedy that was applied holds its incident open until it is verified (G5): one that is gone has to end otherwise. */
const withdrawRemedies: Stage = (incident, { plan, now }, say) => {
  const isGone = (name: string) => plan.monitors[plan.remedies[name]?.monitor ?? '']?.group !== incident.group;
  let rest = incident;
  for (const { ask, state: has } of effectsOf(incident, 'apply')) {
    if (has.is === 'claimed' && has.lease > now) continue;
    const { remedy } = ask;
    const state = rest.remedies[remedy] ?? NO_STATE;
    if (state.ended || !isGone(remedy)) continue;
    const why = 'it left the config before it was verified';
    say('remedy', `${remedy}: ${why}`);
    rest = withState(rest, remedy, { ...state, ended: { as: 'failed', at: now, why } });
  }
  return rest;
};

const withdrawMonitors: Stage = (incident, context, say) => {
  const here = (name: string) =>
    context.plan.monitors[name]?.group === incident.group || incident.failing[name]?.reported !== undefined;
  const all = [...Object.keys(incident.failing), ...Object.keys(incident.trials)];
  if (all.every(here)) return incident;
  const gone = [...new Set(all)].filter((name) => !here(name));
  say(
    'check',
    `${gone.join(' and ')} ${gone.length === 1 ? 'is' : 'are'} no longer in the config: withdrawn from this incident`,
  );
  return change(incident, {
    withdrawn: [...incident.withdrawn, ...gone],
    failing: without(incident.failing, gone),
    trials: without(incident.trials, gone),
    sights: without(incident.sights, gone),
  });
};
