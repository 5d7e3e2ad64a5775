import { type Instant, inWords, MINUTE } from '../../core/time/instant.ts';
import { clockTime } from '../../core/time/zone.ts';
import type { EvidenceContext, Subject } from '../define.ts';
import type { RecentRun } from './runs.ts';

/** What ended so long before it failed may be why. */
const BEFORE = 30 * MINUTE;
const DEPLOYS = /deploy|release|rollout|roll-out/i;

const ENDS: Readonly<Record<string, string>> = {
  success: 'succeeded',
  failure: 'failed',
  timed_out: 'took too long',
  cancelled: 'was cancelled',
  skipped: 'was skipped',
  startup_failure: 'could not begin',
  action_required: 'waits for somebody in GitHub',
};
/** What did nothing cannot be why. */
const IDLE: ReadonlySet<string> = new Set(['skipped', 'stale', 'neutral', 'action_required', 'startup_failure']);

/** `deploy.yml #481 succeeded at 13:58, 3 min before it failed`: the last deploy that ended, or still ran, shortly before the failure. */
export function deployBefore(
  runs: readonly RecentRun[],
  deploys: readonly string[] | undefined,
  { failedAt }: Subject,
  { zone }: EvidenceContext,
): string | undefined {
  const found = runs.find(
    ({ workflow, conclusion, startedAt, at }) =>
      (deploys ? deploys.includes(workflow) : DEPLOYS.test(workflow)) &&
      !IDLE.has(conclusion ?? '') &&
      startedAt <= failedAt &&
      (conclusion === undefined || at >= failedAt - BEFORE),
  );
  if (!found) return undefined;
  const { conclusion, startedAt, at } = found;
  const name = nameOf(found);
  if (conclusion === undefined) return `${name} has been running since ${clockTime(startedAt, zone)}`;
  return `${name} ${ended(conclusion)} at ${clockTime(at, zone)}, ${away(at, failedAt)}${at <= failedAt ? ' it failed' : ''}`;
}

/** A run with its end and how far from the failure that is. */
export function runLine(run: RecentRun, { failedAt }: Subject, { zone }: EvidenceContext): string {
  const { conclusion, startedAt, at, title, url } = run;
  const how =
    conclusion === undefined
      ? `running since ${clockTime(startedAt, zone)}`
      : `${ended(conclusion)} at ${clockTime(at, zone)}, ${away(at, failedAt)}`;
  return `${nameOf(run)} ${how}${title ? ` (${title})` : ''}${url ? ` ${url}` : ''}`;
}

export const nameOf = ({ workflow, number }: RecentRun): string => `${workflow} #${number}`;

const ended = (conclusion: string): string => ENDS[conclusion] ?? `ended with ${conclusion}`;

const away = (at: Instant, failedAt: Instant): string =>
  at <= failedAt ? `${inWords(failedAt - at)} before` : `${inWords(at - failedAt)} after it failed`;
