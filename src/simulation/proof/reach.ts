import { ladderPlan } from '../../core/escalation/levels.ts';
import type { Plan } from '../../core/plan.ts';
import { SEVERITIES, type Severity } from '../../core/severity/severity.ts';
import { type Instant, MINUTE } from '../../core/time/instant.ts';
import type { Counterexample } from './claims.ts';
import { list } from './cure.ts';
import { edgesOf } from './edges.ts';
import { canBeWoken, isKnown, membersOf, pagedBy, waysOf } from './people.ts';
import { type Stretch, stretchesOf } from './stretches.ts';
import { ANYTHING } from './subject.ts';

/**
 * Those whom the policy can page at any time (members of rotations, stand-ins, the last resort) and who cannot be
 * reached; and those whom a P1 pages and nothing wakes (E6).
 */
export function unreachableIn(plan: Plan, from: Instant, until: Instant): readonly Counterexample[] {
  const silent = new Set<string>();
  return SEVERITIES.flatMap((severity) => {
    const edges = edgesOf(plan, severity, ANYTHING, from, until);
    const stretches = stretchesOf(plan, severity, ANYTHING, edges, from, until);
    return pagedBy(plan, severity).flatMap((name): readonly Counterexample[] => {
      // Who is not in the roster at all is a gap, and whoever has no channel has none for every severity.
      if (!isKnown(plan, name) || silent.has(name)) return [];
      const wrong = wrongWith(plan, severity, name);
      if (!wrong) return [];
      if (waysOf(plan, name).length === 0) silent.add(name);
      return [{ claim: 'reachable', severity, ...wrong, worlds: [], ...whenOn(name, stretches, from, until) }];
    });
  });
}

function wrongWith(plan: Plan, severity: Severity, name: string): Pick<Counterexample, 'says' | 'cure'> | undefined {
  const who = `${name}, on ${placeOf(plan, severity, name)},`;
  const channels = [...new Set(waysOf(plan, name).map(({ channel }) => channel))];
  if (channels.length === 0)
    return { says: `${who} has no channel that exists`, cure: `give ${name} a channel of 'channels'` };
  if (severity !== 'P1' || canBeWoken(plan, name)) return undefined;
  return {
    says: `${who} sleeps through it: ${list(channels)} ${channels.length === 1 ? 'wakes' : 'wake'} nobody`,
    cure: `give ${name} a channel that wakes, or take ${name} out of ${severity}`,
  };
}

/** `level 2 of P1`. */
function placeOf(plan: Plan, severity: Severity, name: string): string {
  const levels = (ladderPlan(plan.policy, severity)?.levels ?? []).flatMap(({ page }, i) =>
    membersOf(plan, page).includes(name) ? [String(i + 1)] : [],
  );
  return `level ${list(levels)} of ${severity}`;
}

/** Since when and for how long somebody is on a level; who never is, is paged by the last resort at any time. */
function whenOn(
  name: string,
  stretches: readonly Stretch[],
  from: Instant,
  until: Instant,
): Pick<Counterexample, 'minutes' | 'example'> {
  const on = stretches.filter(({ meant }) => meant.some((each) => each.name === name));
  const ms = on.reduce((sum, stretch) => sum + stretch.until - stretch.from, 0);
  return {
    minutes: Math.ceil((ms > 0 ? ms : until - from) / MINUTE),
    example: {
      at: on[0]?.from ?? from,
      fault: { is: 'none' },
      meant: (on[0] ?? stretches[0])?.meant ?? [],
      timeline: [],
    },
  };
}
