import { effectsOf } from '../incident/effects.ts';
import type { Context } from '../incident/event.ts';
import type { Incident, News } from '../incident/incident.ts';
import type { Due, EffectOf, TellAsk } from '../incident/work.ts';
import { present } from '../present.ts';
import { newest } from '../time/derived.ts';
import { type Instant, SECOND } from '../time/instant.ts';
import { pagesOf } from './pages.ts';
import { recipient } from './roster.ts';

const ATTEMPTS = 3;
const AGAIN = 5 * SECOND;

/** News for those paged before it, on the channel that reached them (C2). An acknowledgement does not drop it. */
export function dueTells(incident: Incident, context: Context): readonly Due[] {
  const found: Due[] = [];
  for (const news of incident.news.filter(isTrue(incident))) {
    const tells = tellsOf(incident).filter(({ ask }) => ask.news === news.n);
    for (const { since, ...reach } of listeners(incident, news, context)) {
      const who = listenerOf(reach);
      const mine = tells.filter(({ ask }) => listenerOf(ask) === who);
      const next = nextAttempt(mine, Math.max(news.at, since), context.now);
      if (!next) continue;
      const ask: TellAsk = { news: news.n, ...reach, attempt: attemptsOf(mine) + 1, repeat: next.repeat };
      const key = `tell/g${incident.generation}/n${news.n}/${who}/a${ask.attempt}`;
      found.push({ kind: 'tell', key, at: next.at, ask });
    }
  }
  return found;
}

/** True where everyone who is to hear of it did, or could not be told in the attempts there are. */
export function isTold(incident: Incident, news: News, context: Context): boolean {
  if (!isTrue(incident)(news)) return true;
  const tells = tellsOf(incident);
  return listeners(incident, news, context).every((reach) => {
    const who = listenerOf(reach);
    const mine = tells.filter(({ ask }) => ask.news === news.n && listenerOf(ask) === who);
    return isThrough(mine, context.now);
  });
}

/** No attempt follows these tells of one news to one person, and none is on its way. */
export const isThrough = (tries: readonly EffectOf<'tell'>[], now: Instant): boolean =>
  tries.length > 0 &&
  nextAttempt(tries, now, now) === undefined &&
  tries.every((t) => t.state.is === 'done' || t.state.lease <= now);

/** How many there were: earlier ones may no longer be held. */
const attemptsOf = (tries: readonly EffectOf<'tell'>[]): number => tries.at(-1)?.ask.attempt ?? 0;
/** That somebody acknowledged is no news once that has ended: being told so late would send people back to sleep (A2). */
const isTrue =
  ({ attention }: Incident) =>
  ({ about, at }: News): boolean =>
    about !== 'acknowledged' || (attention.is === 'acknowledged' && attention.at === at);

/** Whom or what news goes to: a person, by name, or what a provider keeps open of them, by its place. */
export const listenerOf = ({ person, channel, to = '', kept }: Omit<Listener, 'since'>): string =>
  kept ? `${person}/${channel}:${to}` : person;

/** `since`: from when on it is known that there is somebody to tell. */
type Listener = Pick<TellAsk, 'person' | 'channel' | 'to' | 'kept'> & { readonly since: Instant };

/**
 * Whom a page reached or may have reached, a page included whose sender died before its outcome was known (rule 5).
 * What was news before somebody was paged is none to them: their page told them how things were.
 */
export function pagedBefore(incident: Incident, at: Instant, now: Instant): readonly Listener[] {
  const known = reachedOn(incident.reached).filter(({ since }) => !(at < since));
  const lost = pagesOf(incident).map(({ ask, state }) =>
    state.is === 'claimed' && state.lease <= now && state.at <= at && !(ask.person in incident.reached)
      ? { person: ask.person, ...wayOf({ ...ask, since: state.lease }) }
      : undefined,
  );
  return [...known, ...present(lost)];
}

/** All ways that reached people. */
const reachedOn = newest((reached: Incident['reached']): readonly Listener[] =>
  Object.entries(reached).flatMap(([person, { also = [], ...way }]) => [
    { person, ...wayOf(way) },
    ...also.map((other) => ({ person, ...wayOf(other), kept: true as const })),
  ]),
);

const wayOf = ({ channel, to, since }: Pick<Listener, 'channel' | 'to' | 'since'>) => ({
  channel,
  ...(to !== undefined && { to }),
  since,
});

function listeners(incident: Incident, news: News, context: Context): readonly Listener[] {
  const also = news.also.flatMap((target) => {
    const who = recipient(target, context);
    // Who was not paged is not woken by news either: a quiet way is taken where there is one.
    const way = who?.ways.find(({ channel }) => !context.plan.channels[channel]?.can.wake) ?? who?.ways[0];
    if (!who || !way || incident.reached[who.name]) return [];
    return [{ person: who.name, ...wayOf({ ...way, since: news.at }) }];
  });
  const all = [...pagedBefore(incident, news.at, context.now), ...also];
  const names = all.map(listenerOf);
  const left = all.filter((_, i) => names.indexOf(names[i]!) === i && !news.told?.includes(names[i]!));
  return news.quiet ? left.flatMap((listener) => quietly(listener, context)) : left;
}

/** The way that reached somebody where it wakes nobody, else another such way of theirs; none where they have none. */
function quietly(listener: Listener, context: Context): readonly Listener[] {
  const isQuiet = ({ channel }: Pick<Listener, 'channel'>) => !context.plan.channels[channel]?.can.wake;
  if (isQuiet(listener)) return [listener];
  const { person, since, kept } = listener;
  // Their own listener finds it once.
  if (kept) return [];
  const other = recipient(person, context)?.ways.find(isQuiet);
  return other ? [{ person, ...wayOf({ ...other, since }) }] : [];
}

export const tellsOf = (incident: Incident): readonly EffectOf<'tell'>[] => effectsOf(incident, 'tell');

function nextAttempt(
  tries: readonly EffectOf<'tell'>[],
  from: Instant,
  now: Instant,
): { at: Instant; repeat: boolean } | undefined {
  const last = tries.at(-1);
  if (!last) return { at: from, repeat: false };
  if (attemptsOf(tries) >= ATTEMPTS) return undefined;
  if (last.state.is === 'claimed') return last.state.lease <= now ? { at: last.state.lease, repeat: true } : undefined;
  const { got } = last.state;
  const unsure = tries.some((t) => t.ask.repeat);
  if (got.is === 'temporary') return { at: got.retryAt ?? last.state.at + AGAIN, repeat: unsure };
  return got.is === 'unknown' ? { at: last.state.at + AGAIN, repeat: true } : undefined;
}
