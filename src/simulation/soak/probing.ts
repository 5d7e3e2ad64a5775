import type { CheckResult } from '../../core/check/check.ts';
import { locationsOf, type Plan } from '../../core/plan.ts';
import type { Observer } from '../../core/ports.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Look } from '../checker/history.ts';
import type { VirtualClock } from '../clock.ts';
import type { Truth } from './truth.ts';

/** What a look takes on virtual time. */
const LOOK = 40;

/** Looks at the truth from somewhere, and writes down what was seen. */
export function observer(clock: VirtualClock, truth: Truth, plan: () => Plan, looks: Look[]): Observer {
  return {
    control: async () => (plan().control === undefined ? 'none' : truth.isBlind(clock.now()) ? 'down' : 'up'),
    look: async (monitor, location, slot) => {
      const startedAt = clock.now();
      await clock.sleep(LOOK);
      const result = look(truth, monitor, location, slot, startedAt);
      looks.push({ at: clock.now(), monitor, location, slot, verdict: result.verdict });
      return result;
    },
  };
}

/** One look, as a probe of any kind would answer it; a location that is cut off says nothing. */
export function look(truth: Truth, monitor: string, location: string, slot: Instant, startedAt: Instant): CheckResult {
  const result = { monitor, location, slot, startedAt, phases: { total: LOOK }, expectations: [], observed: {} };
  if (truth.isLost(location, startedAt))
    return {
      ...result,
      verdict: 'unknown',
      code: 'unknown',
      text: `nobody answers from ${location}`,
      failingParts: [],
    };
  const broken = truth.of(monitor, location, startedAt);
  if (!broken) return { ...result, verdict: 'up', code: 'ok', text: 'as expected', failingParts: [] };
  const { verdict, code, parts } = broken;
  return verdict === 'unknown'
    ? { ...result, verdict, code: 'unknown', text: 'could not be checked', failingParts: [] }
    : { ...result, verdict, code, text: TEXTS[code], failingParts: [...parts] };
}

const TEXTS = { status: 'answers 500 instead of 200', deadline: 'does not answer in 10 s' } as const;

/** The monitors of a group that are looked at from a location, by today's config. */
export const monitorsAt = (plan: Plan, group: string, location: string): readonly string[] =>
  Object.values(plan.monitors).flatMap((m) =>
    m.group === group && locationsOf(plan, m.name).includes(location) ? [m.name] : [],
  );
