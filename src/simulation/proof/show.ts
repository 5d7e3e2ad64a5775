import type { Plan } from '../../core/plan.ts';
import type { Severity } from '../../core/severity/severity.ts';
import { type Instant, MINUTE, SECOND } from '../../core/time/instant.ts';
import type { Example } from './claims.ts';
import { type Failure, horizon } from './judge.ts';
import { type Run, run } from './run.ts';
import { stateAt } from './stretches.ts';
import { ANYTHING, subjectAt } from './subject.ts';
import { CALM } from './worlds.ts';

/** A failure as a story that can be followed: the moment that reads best, and everything that would happen from there. */
export function exampleOf({ subject, world, starts }: Failure): Example {
  const at = roundest(starts[0]!);
  const { plan, severity, monitor } = subject;
  const whole = run(subject, world, at, horizon(subject, at), true);
  if (whole.verdict !== 'late')
    throw new Error(`an incident that opens at ${new Date(at).toISOString()} is no example`);
  return {
    at,
    ...(plan.maintenance.some(({ monitors }) => monitors.includes(monitor)) && { monitor }),
    fault: world.fault,
    ...stateAt(plan, severity, monitor, at),
    timeline: story(whole, subject.wakes),
  };
}

/** What happens where nothing else fails, from a moment on. */
export function calmly(plan: Plan, severity: Severity, at: Instant): Example {
  const subject = subjectAt(plan, severity, ANYTHING);
  const whole = run(subject, CALM, at, horizon(subject, at), true);
  return { at, fault: CALM.fault, ...stateAt(plan, severity, ANYTHING, at), timeline: story(whole, subject.wakes) };
}

/** A whole minute where there is one with room around it, else the middle. */
function roundest({ from, until }: { readonly from: Instant; readonly until: Instant }): Instant {
  const minute = Math.ceil(from / MINUTE) * MINUTE;
  if (minute + MINUTE < until) return minute;
  const middle = Math.floor((from + until) / 2);
  const second = Math.floor(middle / SECOND) * SECOND;
  return second >= from ? second : middle;
}

/** What the timeline of the incident would say until somebody is reached, and the moment at which its time is over. */
function story({ start, lines, deadline, reached }: Run, wakes: boolean): Example['timeline'] {
  const verb = wakes ? 'woken' : 'reached';
  const told = lines.filter(
    ({ about, at }) => (about === 'page' || about === 'mute') && at <= (reached?.at ?? Number.POSITIVE_INFINITY),
  );
  const over = deadline === undefined ? [] : [{ at: deadline, text: `its time is over: nobody was ${verb}` }];
  const timeline = [...told, ...over].map(({ at, text }) => ({ at, text })).sort((a, b) => a.at - b.at);
  const end = reached
    ? { at: reached.at, text: `${reached.person} is ${verb}` }
    : { at: timeline.at(-1)?.at ?? start, text: `nothing more is due: nobody is ${verb}` };
  return [...timeline, end];
}
