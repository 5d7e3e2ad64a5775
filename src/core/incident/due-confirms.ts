import { isPaging } from '../escalation/due-pages.ts';
import type { Plan } from '../plan.ts';
import { present } from '../present.ts';
import { type Instant, MINUTE } from '../time/instant.ts';
import { effectsOf } from './effects.ts';
import type { Context } from './event.ts';
import { staleAfter } from './freshness.ts';
import type { Incident } from './incident.ts';
import { ancestors } from './layers.ts';
import type { Due } from './work.ts';

/** At most this many roots are looked at in one round (I1). */
const MOST = 10;
/** Rounds this close together are one round. */
const TOGETHER = 250;

/**
 * The next round of second opinions: monitors on trial with what they depend on, so that the first broken layer is
 * found before anyone is paged (I1, I5); while blind, the roots once a minute (I3).
 */
export function dueConfirms(incident: Incident, context: Context): readonly Due[] {
  if (effectsOf(incident, 'confirm').some(({ state }) => state.is === 'claimed' && state.lease > context.now))
    return [];
  const trials = Object.entries(incident.trials);
  const rounds = trials.map(([, trial]) => trial.nextAt);
  if (incident.blind && incident.phase === 'open') rounds.push((incident.confirmedAt ?? context.now) + MINUTE);
  if (rounds.length === 0) return [];
  const at = Math.min(...rounds);
  const roots = incident.roots.filter((name) => context.plan.monitors[name]);
  const names = trials
    .filter(([, trial]) => trial.nextAt <= at + TOGETHER)
    .map(([name]) => name)
    .slice(0, MOST);
  return [confirm(incident, names.length > 0 ? names : roots.slice(0, MOST), at, context.plan)];
}

/**
 * T2: after a gap of the clock (a laptop that slept, a process that was down) the newest look is too old to page on:
 * look first. `undefined` where the looks are fresh enough.
 */
export function recheck(incident: Incident, context: Context): Due | undefined {
  if (!isPaging(incident) || Object.keys(incident.trials).length > 0) return undefined;
  // What was reported is not for us to look at (I7).
  const monitors = present(incident.roots.map((name) => context.plan.monitors[name]));
  const names = monitors.map(({ name }) => name);
  const newest = Math.max(
    incident.confirmedAt ?? 0,
    ...names.flatMap((name) => Object.values(incident.sights[name] ?? {}).map((s) => s.at)),
  );
  const stale = Math.max(0, ...monitors.map(staleAfter));
  if (monitors.length === 0 || context.now - newest <= stale) return undefined;
  return confirm(incident, names.slice(0, MOST), context.now, context.plan);
}

function confirm(incident: Incident, names: readonly string[], at: Instant, plan: Plan): Due {
  const monitors = [...new Set(names.flatMap((name) => [...ancestors(plan, name), name]))];
  return {
    kind: 'confirm',
    key: `confirm/g${incident.generation}/${incident.confirmations + 1}`,
    at,
    ask: { monitors },
  };
}
