import type { Delivery, Held } from '../../escalation/delivery.ts';
import { isBundled } from '../../escalation/spent.ts';
import { escalatesItself } from '../../escalation/taken-over.ts';
import { inWords } from '../../time/instant.ts';
import type { Context } from '../event.ts';
import type { Incident, Reached } from '../incident.ts';
import { earlierOn, perhapsAlso, reachedNow } from '../reached.ts';
import type { Say } from '../stage.ts';
import type { EffectOf, PageAsk, Rung } from '../work.ts';
import { done, type Handled } from './handler.ts';

/** A page's outcome in words; whom it reached is remembered, for the news to come (C2). */
export function pageOutcome(
  incident: Incident,
  effect: EffectOf<'page'>,
  got: Delivery | Held,
  context: Context,
  say: Say,
): Handled {
  const { ask } = effect;
  if (got.is === 'held') {
    say(
      'page',
      `${ask.person} got three pages in five minutes: this one is kept for one message with the others, in ${inWords(got.until - context.now)}`,
    );
    return done(incident, 'recorded');
  }
  const who = ask.via === ask.person ? ask.person : `${ask.person} (${ask.via})`;
  const marked = ask.repeat ? ', marked as a repeat' : '';
  const isTaken = got.is === 'accepted' && !isBundled(got) && escalatesItself(context.plan, ask.channel);
  say(
    'page',
    `${VERB[got.is](who, ask.channel)}${why(got)} (${ask.severity}, ${levelInWords(ask)}${ask.cycle > 0 && typeof ask.level === 'number' ? `, round ${ask.cycle + 1}` : ''}${marked})${isTaken ? ': its own policy pages whoever is next' : ''}`,
  );
  const before = incident.reached[ask.person];
  // A send of which nobody knows may have arrived: better news without a page than a page without its end.
  if (got.is !== 'accepted' && got.is !== 'unknown') return done(incident, 'recorded');
  const way = {
    channel: ask.channel,
    ...(ask.to !== undefined && { to: ask.to }),
    since: Math.min(effect.state.at, before?.since ?? effect.state.at),
    ...firstOf(incident, ask, got),
  };
  const reached =
    got.is === 'unknown' && before ? perhapsAlso(before, way, context.plan) : reachedNow(before, way, context.plan);
  return done({ ...incident, reached: { ...incident.reached, [ask.person]: reached } }, 'recorded');
}

/** What the provider called the first message of this generation on this way: later ones go there; or its latest, where that is the one that counts. */
function firstOf(incident: Incident, ask: PageAsk, got: Delivery): Pick<Reached, 'first'> {
  const own = got.is === 'accepted' ? got : undefined;
  const ref = own?.latest ? own.ref : (earlierOn(incident, ask) ?? own?.ref);
  return ref === undefined ? {} : { first: { ref, generation: incident.generation } };
}

/** News that could not be delivered is written down; it never holds an incident open for ever (C2). */
export function tellOutcome(
  incident: Incident,
  effect: EffectOf<'tell'>,
  got: Delivery,
  _context: Context,
  say: Say,
): Handled {
  const { ask } = effect;
  const news = incident.news.find((n) => n.n === ask.news);
  const about = news ? `"${news.text}"` : 'news';
  if (got.is === 'accepted') say('tell', `told ${ask.person} on ${ask.channel}: ${about}`);
  else say('tell', `could not tell ${ask.person} on ${ask.channel} ${about}${why(got)}`);
  return done(incident, 'recorded');
}

const VERB: Readonly<Record<Delivery['is'], (who: string, channel: string) => string>> = {
  accepted: (who, channel) => `paged ${who} on ${channel}`,
  temporary: (who, channel) => `paging ${who} on ${channel} failed for now`,
  permanent: (who, channel) => `${who} cannot be paged on ${channel}`,
  unknown: (who, channel) => `it is unknown whether ${who} was paged on ${channel}`,
};

const why = (got: Delivery): string =>
  got.is === 'accepted'
    ? got.bundle
      ? `, in one message with ${got.bundle} other ${got.bundle === 1 ? 'incident' : 'incidents'}`
      : ''
    : `: ${got.why}`;

/** `level 1` is the first, as people count. */
export const levelInWords = ({ level }: Pick<Rung, 'level'>): string =>
  typeof level === 'number' ? `level ${level + 1}` : LEVELS[level];

const LEVELS = {
  'last-resort': 'last resort: everyone',
  acknowledger: 'who had acknowledged',
  assignee: 'whom it was reassigned to',
} as const;
