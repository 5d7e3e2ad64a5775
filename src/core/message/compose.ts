import type { Context } from '../incident/event.ts';
import type { Incident, News } from '../incident/incident.ts';
import { earlierOn } from '../incident/reached.ts';
import type { PageAsk, TellAsk } from '../incident/work.ts';
import { subjectOf } from '../report/words.ts';
import type { Message, Offer } from './message.ts';
import { waiting } from './offers.ts';
import { attention, firstSuspect, headline, suspect } from './sentence.ts';

/** How a page says that it may have arrived before. */
const REPEAT = 'Repeat, may have reached you before. ';

/** A page: what is broken, the suspect, who is next; for 3 a.m., without secrets. `others`: incidents this message stands for too (I4). */
export function composePage(
  incident: Incident,
  ask: PageAsk,
  key: string,
  others: number,
  context: Context,
  offers: readonly Offer[],
): Message {
  const also = others > 0 ? ` And ${others} other ${others === 1 ? 'incident' : 'incidents'}.` : '';
  const pending = approvals(incident, context);
  const text =
    `${ask.repeat ? REPEAT : ''}${context.plan.name}: ${headline(incident, context)}. ${suspect(incident, context, zoneOf(ask.person, context))}${pending}${also}`.trim();
  return {
    ...base(incident, ask, key, context),
    type: 'page',
    title: title(incident, `${context.plan.name}: ${headline(incident, context)}`),
    ...forms(text),
    offers,
    person: ask.person,
    ...(ask.to !== undefined && { to: ask.to }),
    repeat: ask.repeat,
  };
}

/** News for someone already paged. */
export function composeTell(
  incident: Incident,
  ask: TellAsk,
  news: News,
  key: string,
  context: Context,
  offers: readonly Offer[],
): Message {
  const isEnd = news.about === 'recovered';
  const state = isEnd || news.about === 'acknowledged' ? '' : ` ${attention(incident, context)}`;
  const text = `${ask.repeat ? REPEAT : ''}${context.plan.name}: ${news.text}.${state}`.trim();
  return {
    ...base(incident, ask, key, context),
    type: isEnd ? 'resolved' : 'update',
    title: title(incident, `${context.plan.name}: ${news.text}`),
    ...forms(text),
    offers,
    person: ask.person,
    ...(ask.to !== undefined && { to: ask.to }),
    repeat: ask.repeat,
  };
}

/** The reader's own zone. */
const zoneOf = (person: string, { plan }: Context): string =>
  (plan.policy.roster.people[person] ?? plan.policy.roster.teams[person])?.timezone ?? plan.timezone;

/** The same words in every length. */
const forms = (text: string) => ({ text, summary: text, short: text, spoken: text, details: [] });

function base(incident: Incident, ask: PageAsk | TellAsk, key: string, context: Context) {
  const earlier = earlierOn(incident, ask);
  const { plan, now } = context;
  const publicUrl = plan.console.publicUrl?.replace(/\/$/, '');
  const first = firstSuspect(incident, context) ?? '';
  const failure = incident.failing[first];
  const own = failure?.reported?.runbook ?? plan.monitors[subjectOf(first, failure)]?.runbook;
  const code = failure?.code;
  const shipped = code && publicUrl ? `${publicUrl}/runbook/${code}` : undefined;
  const runbook = own ?? shipped;
  const link = publicUrl ? `${publicUrl}/incidents/${incident.id}` : undefined;
  return {
    key: `${incident.id}/${key}`,
    thread: `${incident.id}/${incident.generation}`,
    incident: incident.id,
    severity: incident.severity,
    at: now,
    ...(earlier !== undefined && { earlier }),
    ...(runbook !== undefined && { runbook }),
    ...(link !== undefined && { link }),
  };
}

function approvals(incident: Incident, context: Context): string {
  const plans = waiting(incident, context).map(({ summary }) => summary);
  return plans.length > 0 ? ` Waiting for approval: ${plans.join('; ')}.` : '';
}

/** At most 100 characters, the severity first. */
function title(incident: Incident, text: string): string {
  const whole =
    text.startsWith(`${incident.severity}`) || incident.severity === null
      ? text
      : `${incident.severity} ${text.replace(` (${incident.severity})`, '')}`;
  const runes = [...whole];
  return runes.length <= 100 ? whole : `${runes.slice(0, 99).join('')}…`;
}
