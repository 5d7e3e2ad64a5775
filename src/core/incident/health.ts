import type { Failure } from './failure.ts';
import { FLAPPING, roundsGood } from './recovery.ts';
import { change, type Stage } from './stage.ts';

/** Failing, or recovering with its count of good rounds; counts relapses (C1). */
export const health: Stage = (incident, context, say) => {
  const failing = Object.entries(incident.failing);
  if (incident.phase !== 'open' || failing.length === 0) return incident;
  const names = failing.filter(([, failure]) => recoversByRounds(failure)).map(([name]) => name);
  if (names.length === 0) return change(incident, { health: { is: 'failing' } });
  const good = Math.min(...names.map((name) => roundsGood(incident, name, incident.failing[name]!, context)));
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

/**
 * What was reported ends when somebody says so: no good round speaks for it (I7). What fails now and then is good in
 * between: that is no recovery, and failing again no relapse (I6).
 */
const recoversByRounds = ({ reported, certainty }: Failure): boolean => !reported && certainty !== 'intermittent';
