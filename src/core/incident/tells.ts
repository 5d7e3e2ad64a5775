import { isThrough, listenerOf, tellsOf } from '../escalation/due-tells.ts';
import type { Instant } from '../time/instant.ts';
import type { Incident, News } from './incident.ts';
import { type Say, type Stage, without } from './stage.ts';
import type { EffectOf } from './work.ts';

/** Tells that the head holds one by one; of further ones it keeps whom they told. */
const HELD = 12;
/** Tells that may wait for another attempt at a time. */
const WAITING = 20;

/** One news to one person, oldest attempt first. */
type Telling = readonly [EffectOf<'tell'>, ...EffectOf<'tell'>[]];

/**
 * Bounds the tells: the oldest that are through leave a name behind, and attempts with a later one nothing. Where a
 * provider puts off more than there is room for, the newest words to a person stand for the older ones (C2).
 */
export const boundTells: Stage = (incident, context, say) => {
  if (tellsOf(incident).length <= HELD) return incident;
  const tellings = tellingsOf(incident);
  const through = tellings.filter((telling) => isThrough(telling, context.now));
  const going = tellings.filter((telling) => !through.includes(telling));
  const told = through.slice(0, Math.max(0, through.length - HELD));
  const late = superseded(going, context.now);
  for (const telling of late) sayLate(incident, telling, say);
  const tried = going.flatMap((telling) => telling.slice(0, -1)).filter(({ state }) => state.is === 'done');
  return forgotten(incident, [...told, ...late], tried);
};

function tellingsOf(incident: Incident): readonly Telling[] {
  const found = new Map<string, Telling>();
  for (const tell of tellsOf(incident)) {
    const key = `${tell.ask.news}/${listenerOf(tell.ask)}`;
    const before = found.get(key);
    found.set(key, before ? [...before, tell] : [tell]);
  }
  return [...found.values()];
}

/** The oldest of those that wait, beyond the room there is, whose person has newer words on the way. */
function superseded(going: readonly Telling[], now: Instant): readonly Telling[] {
  const isOnItsWay = ([...tells]: Telling) => tells.some(({ state }) => state.is === 'claimed' && state.lease > now);
  const old = going.filter(
    (telling) =>
      !isOnItsWay(telling) &&
      going.some(([{ ask }]) => listenerOf(ask) === listenerOf(telling[0].ask) && ask.news > telling[0].ask.news),
  );
  return old.slice(0, Math.max(0, going.length - WAITING));
}

function sayLate({ news }: Incident, [{ ask }]: Telling, say: Say): void {
  const text = news.find(({ n }) => n === ask.news)?.text ?? 'news';
  say('tell', `could not tell ${ask.person} on ${ask.channel} "${text}" in time: newer words stand for it`);
}

function forgotten(incident: Incident, over: readonly Telling[], tried: readonly EffectOf<'tell'>[]): Incident {
  const keys = [...over.flat(), ...tried].map(({ key }) => key);
  if (keys.length === 0) return incident;
  const toldOf = ({ n, told = [] }: News) => [
    ...new Set([...told, ...over.flatMap(([{ ask }]) => (ask.news === n ? [listenerOf(ask)] : []))]),
  ];
  const news = incident.news.map((each) => {
    const told = toldOf(each);
    return told.length > 0 ? { ...each, told } : each;
  });
  return { ...incident, news, effects: without(incident.effects, keys) };
}
