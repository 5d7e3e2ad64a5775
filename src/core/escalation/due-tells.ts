import type { Context } from '../incident/event.ts';
import type { Incident, News } from '../incident/incident.ts';
import type { Due, EffectOf, TellAsk } from '../incident/work.ts';
import { type Instant, SECOND } from '../time/instant.ts';
import { recipient } from './roster.ts';

const ATTEMPTS = 3;
const AGAIN = 5 * SECOND;

/** News for those already paged, on the channel that reached them (C2). An acknowledgement does not drop it. */
export function dueTells(incident: Incident, context: Context): readonly Due[] {
  const tells = tellsOf(incident);
  return incident.news.flatMap((news) =>
    listeners(incident, news, context).flatMap(([person, reach]) => {
      const mine = tells.filter(({ ask }) => ask.news === news.n && ask.person === person);
      const next = nextAttempt(mine, news.at, context.now);
      if (!next) return [];
      const ask: TellAsk = { news: news.n, person, ...reach, attempt: mine.length + 1, repeat: next.repeat };
      const key = `tell/g${incident.generation}/n${news.n}/${person}/a${ask.attempt}`;
      return [{ kind: 'tell' as const, key, at: next.at, ask }];
    }),
  );
}

/** True where everyone who is to hear of it did, or could not be told in the attempts there are. */
export function isTold(incident: Incident, news: News, context: Context): boolean {
  const tells = tellsOf(incident);
  return listeners(incident, news, context).every(([person]) => {
    const mine = tells.filter(({ ask }) => ask.news === news.n && ask.person === person);
    return (
      mine.length > 0 &&
      nextAttempt(mine, news.at, context.now) === undefined &&
      mine.every((t) => t.state.is === 'done' || t.state.lease <= context.now)
    );
  });
}

type Way = { readonly channel: string; readonly to?: string };

function listeners(incident: Incident, news: News, context: Context): readonly (readonly [string, Way])[] {
  const also = news.also.flatMap((target) => {
    const who = recipient(target, context);
    const way = who?.ways[0];
    if (!who || !way || incident.reached[who.name]) return [];
    return [[who.name, { channel: way.channel, ...(way.to !== undefined && { to: way.to }) }] as const];
  });
  const all = [...Object.entries(incident.reached), ...also];
  return all.filter(([name], i) => all.findIndex(([other]) => other === name) === i);
}

export const tellsOf = (incident: Incident): readonly EffectOf<'tell'>[] =>
  Object.values(incident.effects).filter((effect) => effect.kind === 'tell');

function nextAttempt(
  tries: readonly EffectOf<'tell'>[],
  from: Instant,
  now: Instant,
): { at: Instant; repeat: boolean } | undefined {
  const last = tries.at(-1);
  if (!last) return { at: from, repeat: false };
  if (tries.length >= ATTEMPTS) return undefined;
  if (last.state.is === 'claimed') return last.state.lease <= now ? { at: last.state.lease, repeat: true } : undefined;
  const { got } = last.state;
  const unsure = tries.some((t) => t.ask.repeat);
  if (got.is === 'temporary') return { at: got.retryAt, repeat: unsure };
  return got.is === 'unknown' ? { at: last.state.at + AGAIN, repeat: true } : undefined;
}
