import { goodRounds } from '../check/standing.ts';
import { locationsOf } from '../plan.ts';
import { FLAPPING } from './judge.ts';
import { change, type Stage } from './stage.ts';

/** Failing, or recovering with its count of good rounds; counts relapses (C1). */
export const health: Stage = (incident, context, say) => {
  if (incident.phase !== 'open' || Object.keys(incident.failing).length === 0) return incident;
  const names = Object.keys(incident.failing).filter((name) => !incident.failing[name]?.reported);
  // What was reported ends when somebody says so: no good round speaks for it (I7).
  if (names.length === 0) return change(incident, { health: { is: 'failing' } });
  const good = Math.min(...names.map((name) => goodRounds(incident.sights[name], locationsOf(context.plan, name))));
  const before = incident.health;
  if (good > 0) {
    if (before.is === 'failing') say('check', 'first good round: waiting for it to last');
    return change(incident, {
      health: { is: 'recovering', good, since: before.is === 'recovering' ? before.since : context.now },
    });
  }
  if (before.is === 'failing') return incident;
  const flaps = incident.flaps + 1;
  say(
    'check',
    flaps >= FLAPPING
      ? `failing again, ${flaps} times by now: it flaps, and has to stay good longer`
      : 'failing again before it had recovered',
  );
  return change(incident, { health: { is: 'failing' }, flaps });
};
