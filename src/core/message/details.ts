import { codeInWords } from '../check/codes.ts';
import type { Deploy } from '../deploy/deploy.ts';
import { evidenceIn } from '../evidence/seen.ts';
import type { Context } from '../incident/event.ts';
import type { Incident } from '../incident/incident.ts';
import { subjectOf } from '../report/words.ts';
import { clockTime } from '../time/zone.ts';
import { firstCommand } from './command.ts';
import type { Detail } from './message.ts';
import { waiting } from './offers.ts';
import { linksOf } from './places.ts';
import { firstSuspect } from './sentence.ts';

/** What follows the first words of a page: why it is that bad, what waits for approval, the first command, what to read. */
export function detailsOf(incident: Incident, context: Context, deploy?: Deploy): readonly Detail[] {
  const { runbook } = linksOf(incident, context);
  const first = firstSuspect(incident, context);
  const failure = first === undefined ? undefined : incident.failing[first];
  const monitor = first === undefined ? undefined : context.plan.monitors[subjectOf(first, failure)];
  return [
    ...(incident.reasons.length > 0 && incident.severity !== null
      ? [{ label: `Why ${incident.severity}`, text: incident.reasons.join('; ') }]
      : []),
    ...evidenceIn(incident).map(({ summary }) => ({ label: 'Evidence', text: summary })),
    ...(deploy ? [lastDeployOf(deploy, context)] : []),
    ...approvalsIn(incident, context),
    ...(monitor ? [{ label: 'First command', text: firstCommand(monitor), is: 'command' as const }] : []),
    ...(runbook !== undefined
      ? [{ label: 'Runbook', text: failure ? codeInWords(failure.code) : 'page', href: runbook }]
      : []),
  ];
}

const lastDeployOf = ({ version, by, at, url }: Deploy, { plan }: Context): Detail => ({
  label: 'Last deploy',
  text: `${version} by ${by} at ${clockTime(at, plan.timezone)}`,
  ...(url !== undefined && { href: url }),
});

/** Plans that somebody has to approve, each with the end of its time and what it would change (G1). */
export const approvalsIn = (incident: Incident, context: Context): readonly Detail[] =>
  waiting(incident, context).flatMap(({ remedy, summary, difference, until }) => [
    {
      label: 'Waits for approval',
      text: `${remedy}: ${summary} (until ${clockTime(until, context.plan.timezone)})`,
    },
    ...(difference.length > 0 ? [{ label: 'Would change', text: difference.join('; ') }] : []),
  ]);
