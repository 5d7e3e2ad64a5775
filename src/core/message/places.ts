import type { Context } from '../incident/event.ts';
import type { Incident } from '../incident/incident.ts';
import { subjectOf } from '../report/words.ts';
import type { Message } from './message.ts';
import { firstSuspect } from './sentence.ts';

/** Where to look, and what to read: the incident on the console, and the runbook's page of the failure or the monitor's own. */
export function linksOf(incident: Incident, context: Context): Pick<Message, 'link' | 'runbook'> {
  const { plan } = context;
  const publicUrl = plan.console.publicUrl?.replace(/\/$/, '');
  const first = firstSuspect(incident, context) ?? '';
  const failure = incident.failing[first];
  const own = failure?.reported?.runbook ?? plan.monitors[subjectOf(first, failure)]?.runbook;
  const code = failure?.code;
  const shipped = code && publicUrl ? `${publicUrl}/runbook/${code}` : undefined;
  const runbook = own ?? shipped;
  return {
    ...(runbook !== undefined && { runbook }),
    ...(publicUrl !== undefined && !plan.console.absent && { link: `${publicUrl}/incidents/${incident.id}` }),
  };
}
