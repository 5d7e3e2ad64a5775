import { type Deploy, deployWords } from '../deploy/deploy.ts';
import { isDrill } from '../drill/group.ts';
import { drillRequest, drillTitle, drillWords } from '../drill/words.ts';
import { escalatesItself } from '../escalation/taken-over.ts';
import { evidenceIn } from '../evidence/seen.ts';
import type { Context } from '../incident/event.ts';
import type { Incident, News } from '../incident/incident.ts';
import { earlierOn } from '../incident/reached.ts';
import type { PageAsk, TellAsk } from '../incident/work.ts';
import { SEVERITY_WORDS, type Severity } from '../severity/severity.ts';
import { clockTime } from '../time/zone.ts';
import { approvalsIn, detailsOf } from './details.ts';
import type { Message, Offer } from './message.ts';
import { waiting } from './offers.ts';
import { linksOf } from './places.ts';
import { shortened } from './runes.ts';
import { attention, feel, headline, suspect, symptoms, upcoming } from './sentence.ts';
import { spokenOf } from './spoken.ts';
import { type Sentence, within } from './within.ts';

/** What a phone shows without a tap. */
const TEXT = 300;
/** However much an alert has to say of itself: who is next matters more. */
const SUSPECT = 170;
/** Of an SMS, the rest of which is the link. */
const SHORT = 110;
const TITLE = 100;

/** How a page says that it may have arrived before. */
const REPEAT = 'Repeat, may have reached you before.';

/**
 * A page, fit for 3 a.m. and without secrets: how bad, what users feel, the suspect since when and from where, where to
 * acknowledge, who is next. `others`: incidents that this message stands for too (I4). `deploy`: the last one before it.
 */
export function composePage(
  incident: Incident,
  ask: PageAsk,
  key: string,
  others: number,
  context: Context,
  offers: readonly Offer[],
  deploy?: Deploy,
): Message {
  const what = isDrill(incident) ? drillRequest(incident, context) : headline(incident, context);
  const told: readonly Sentence[] = [
    { text: ask.repeat ? REPEAT : '', rank: 0, whole: true },
    ...(isDrill(incident)
      ? drillWords(incident, bundled(others), context)
      : pageWords(incident, ask, what, others, context, deploy)),
  ];
  return {
    ...base(incident, ask, key, context, offers),
    type: 'page',
    title: title(incident, context, what),
    ...forms(incident, isDrill(incident) ? null : incident.severity, told, offers),
    details: isDrill(incident) ? [] : detailsOf(incident, context, deploy),
  };
}

/** How bad it is, what users feel, the suspect, what else, who is next. */
function pageWords(
  incident: Incident,
  ask: PageAsk,
  what: string,
  others: number,
  context: Context,
  deploy?: Deploy,
): readonly Sentence[] {
  const zone = zoneOf(ask.person, context);
  return [
    { text: `${howBad(incident)}${context.plan.name}, ${bare(incident, what)}.`, rank: 0 },
    { text: feel(incident, context), rank: 1 },
    { text: shortened(suspect(incident, context, zone), SUSPECT), rank: 0 },
    { text: deploy ? deployWords(deploy, incident, zone) : '', rank: 2 },
    { text: evidenceWords(incident), rank: 2 },
    { text: symptoms(incident, context), rank: 4 },
    { text: approvals(incident, context), rank: 3 },
    { text: bundled(others), rank: 2 },
    { text: whoIsNext(incident, ask.channel, context, zone), rank: 1 },
  ];
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
  const isSaid = isEnd || news.about === 'acknowledged';
  const told: readonly Sentence[] = [
    { text: ask.repeat ? REPEAT : '', rank: 0, whole: true },
    { text: `${context.plan.name}: ${news.text}.`, rank: 0 },
    { text: isSaid ? '' : attention(incident, context, zoneOf(ask.person, context)), rank: 1 },
  ];
  return {
    ...base(incident, ask, key, context, offers),
    type: isEnd ? 'resolved' : 'update',
    title: title(incident, context, news.text),
    ...forms(incident, null, told, offers),
    details: isEnd ? [] : approvalsIn(incident, context),
  };
}

/** The same words for every medium: with the link and without, short, and to be read aloud. */
function forms(incident: Incident, severity: Severity | null, told: readonly Sentence[], offers: readonly Offer[]) {
  // What is wanted of the reader; "escalate" is one tap further, on the page behind any link.
  const first = offers.find(({ action, href }) => action !== 'escalate' && href !== undefined);
  const link: Sentence = { text: first ? `${first.label}: ${first.href}` : '', rank: 0, whole: true };
  const [, said] = told;
  const rest = told.slice(2).filter(({ rank }) => rank === 0);
  const brief = within(
    [said, ...rest].flatMap((each) => each ?? []),
    SHORT,
  );
  const aloud = told.filter(({ text, rank }) => text !== REPEAT && rank < 3).map(({ text }) => text);
  return {
    // The link before who is next: it is what the reader is to do.
    text: within(told.length > 3 ? [...told.slice(0, -1), link, told.at(-1)!] : [...told, link], TEXT),
    summary: within(told, TEXT),
    short: plain(brief),
    spoken: spokenOf(aloud.join(' ').replace(howBad(incident), ''), severity),
  };
}

/** Signs that cost an SMS more than half of its room (GSM 03.38 has none of them). */
const plain = (text: string): string => text.replaceAll('…', '..').replaceAll('–', '-').replaceAll('’', "'");

/** The reader's own zone. */
const zoneOf = (person: string, { plan }: Context): string =>
  (plan.policy.roster.people[person] ?? plan.policy.roster.teams[person])?.timezone ?? plan.timezone;

function base(
  incident: Incident,
  ask: PageAsk | TellAsk,
  key: string,
  context: Context,
  offers: readonly Offer[],
): Pick<
  Message,
  | 'key'
  | 'thread'
  | 'incident'
  | 'severity'
  | 'at'
  | 'earlier'
  | 'runbook'
  | 'link'
  | 'offers'
  | 'person'
  | 'to'
  | 'repeat'
> {
  const earlier = earlierOn(incident, ask);
  return {
    key: `${incident.id}/${key}`,
    thread: `${incident.id}/${incident.generation}`,
    incident: incident.id,
    severity: incident.severity,
    at: context.now,
    ...(earlier !== undefined && { earlier }),
    ...linksOf(incident, context),
    offers,
    person: ask.person,
    ...(ask.to !== undefined && { to: ask.to }),
    repeat: ask.repeat,
  };
}

/** `Critical (P1): `, the severity in words before all else. */
const howBad = ({ severity }: Incident): string => (severity ? `${SEVERITY_WORDS[severity]} (${severity}): ` : '');

/** The headline without the severity at its end. */
const bare = ({ severity }: Incident, text: string): string => text.replace(` (${severity})`, '');

/** What was seen of the first of what runs it, where that is known by now (E7). */
const evidenceWords = (incident: Incident): string => evidenceIn(incident)[0]?.summary.concat('.') ?? '';

const bundled = (others: number): string =>
  others > 0 ? `And ${others} other ${others === 1 ? 'incident' : 'incidents'}.` : '';

function approvals(incident: Incident, context: Context): string {
  const plans = waiting(incident, context).map(({ summary }) => summary);
  return plans.length > 0 ? `Waiting for approval: ${plans.join('; ')}.` : '';
}

/**
 * `lead-developer is next at 14:07.` Whoever reads this on a channel whose provider escalates reads it because that was
 * accepted, and then nobody is next here (E8).
 */
function whoIsNext(incident: Incident, channel: string, context: Context, zone: string): string {
  if (escalatesItself(context.plan, channel)) return `${channel}'s own policy pages whoever is next.`;
  const next = upcoming(incident, context);
  if (!next) return '';
  const when = next.at > context.now ? `at ${clockTime(next.at, zone)}` : 'at once';
  return `${next.text} ${when}.`;
}

/** At most 100 characters, the severity first; of a drill, that it is one. */
function title(incident: Incident, context: Context, what: string): string {
  const { severity } = incident;
  if (isDrill(incident)) return shortened(drillTitle(incident, context, bare(incident, what)), TITLE);
  const text = `${context.plan.name}: ${what}`;
  return shortened(severity === null ? text : `${severity} ${bare(incident, text)}`, TITLE);
}
