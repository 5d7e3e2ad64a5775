import type { Plan } from '../../core/plan.ts';
import { SEVERITIES, type Severity } from '../../core/severity/severity.ts';
import { opensAt } from '../../core/time/hours.ts';
import { type Instant, MINUTE } from '../../core/time/instant.ts';
import { onCall } from '../../core/time/rotation.ts';
import type { Counterexample } from './claims.ts';
import { fill } from './cure.ts';
import { edgesOf } from './edges.ts';
import { isKnown, waysOf } from './people.ts';
import { calmly } from './show.ts';
import { type Meant, type Stretch, stretchesOf } from './stretches.ts';
import { ANYTHING } from './subject.ts';

/**
 * Minutes at which a level of a policy leads to nobody: a rotation without members, somebody who is not among people and
 * teams or has no channel (E3 goes to the next level then, and says so), hours that never open (E6). Of every severity
 * that has a policy of its own; the others use one of these.
 */
export function gapsIn(plan: Plan, from: Instant, until: Instant): readonly Counterexample[] {
  const found = new Map<string, Counterexample>();
  for (const severity of SEVERITIES) {
    const hours = plan.policy.escalation[severity]?.hours;
    if (hours && opensAt(hours, from) >= until) found.set(`${severity} hours`, neverOpen(severity, from, until));
    for (const { level, meant, stretch, gap } of emptyLevels(plan, severity, from, until)) {
      const key = `${severity} ${level} ${gap}`;
      const minutes = (stretch.until - stretch.from) / MINUTE;
      const known = found.get(key);
      if (known) found.set(key, { ...known, minutes: known.minutes + minutes });
      else
        found.set(key, {
          claim: 'no gap',
          severity,
          says: `level ${level} of ${severity} leads to nobody: ${gap}`,
          cure: fill(plan, meant.target),
          minutes,
          worlds: [],
          example: calmly(plan, severity, stretch.from),
        });
    }
  }
  return [...found.values()].map((gap) => ({ ...gap, minutes: Math.ceil(gap.minutes) }));
}

interface Empty {
  readonly level: number;
  readonly meant: Meant;
  readonly stretch: Stretch;
  readonly gap: string;
}

function emptyLevels(plan: Plan, severity: Severity, from: Instant, until: Instant): readonly Empty[] {
  if (!plan.policy.escalation[severity]) return [];
  const edges = edgesOf(plan, severity, ANYTHING, from, until);
  return stretchesOf(plan, severity, ANYTHING, edges, from, until).flatMap((stretch) =>
    stretch.meant.flatMap((meant, i) => {
      const gap = gapOf(plan, meant, stretch.from);
      return gap === undefined ? [] : [{ level: i + 1, meant, stretch, gap }];
    }),
  );
}

/** What is wrong with whom a target means; `undefined` where nothing is. */
function gapOf(plan: Plan, { target }: Meant, now: Instant): string | undefined {
  const rotation = plan.policy.roster.rotations[target];
  const turn = rotation && onCall(rotation, now);
  if (rotation && !turn) return `${target} has no members`;
  const name = turn ? turn.member : target;
  if (!isKnown(plan, name)) return `'${name}' is not among people and teams`;
  return waysOf(plan, name).length === 0 ? `${name} has no channel that exists` : undefined;
}

const neverOpen = (severity: Severity, from: Instant, until: Instant): Counterexample => ({
  claim: 'no gap',
  severity,
  says: `the hours of ${severity} never open: its pages wait for ever`,
  cure: `give the hours of ${severity} days, or take the hours out`,
  minutes: (until - from) / MINUTE,
  worlds: [],
  example: { at: from, fault: { is: 'none' }, meant: [], timeline: [] },
});
