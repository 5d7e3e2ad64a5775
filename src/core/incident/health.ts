import { FLAPPING } from './judge.ts';
import { roundsGood } from './recovery.ts';
import { change, type Stage } from './stage.ts';

/** Failing, or recovering with its count of good rounds; counts relapses (C1). */
export const health: Stage = (incident, context, say) => {
  const failing = Object.entries(incident.failing);
  if (incident.phase !== 'open' || failing.length === 0) return incident;
  const good = Math.min(...failing.map(([name, failure]) => roundsGood(incident, name, failure, context)));
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
