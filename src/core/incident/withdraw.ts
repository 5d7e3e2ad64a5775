import { change, type Stage, without } from './stage.ts';

/** A monitor removed from the config, or moved to another group, withdraws from its incident (E1); what was reported stays. */
export const withdraw: Stage = (incident, context, say) => {
  const here = (name: string) =>
    context.plan.monitors[name]?.group === incident.group || incident.failing[name]?.reported !== undefined;
  const gone = [...new Set([...Object.keys(incident.failing), ...Object.keys(incident.trials)])].filter(
    (name) => !here(name),
  );
  if (gone.length === 0) return incident;
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
