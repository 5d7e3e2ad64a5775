import { same } from '../same.ts';
import type { Context } from './event.ts';
import type { Incident, Line, News } from './incident.ts';

/** Adds a line to the timeline. */
export type Say = (about: Line['about'], text: string) => void;

/** One step of a decision: an incident in, the same one (if nothing changed) or its successor out. */
export type Stage = (incident: Incident, context: Context, say: Say) => Incident;

/** The incident with some fields changed; the same object where they say what they said before. */
export function change(incident: Incident, patch: Partial<Incident>): Incident {
  for (const key of Object.keys(patch) as (keyof Incident)[])
    if (!same(incident[key], patch[key])) return { ...incident, ...patch };
  return incident;
}

/** Adds something that those already paged will be told; `also`: others who will, `how.told`: those who know. */
export function withNews(
  incident: Incident,
  about: News['about'],
  text: string,
  at: number,
  also: readonly string[] = [],
  how: Pick<News, 'quiet' | 'told'> = {},
): Incident {
  const n = incident.told + 1;
  return { ...incident, told: n, news: [...incident.news, { n, about, text, at, also, ...how }] };
}

/** A record without some of its keys. */
export function without<T>(record: Readonly<Record<string, T>>, keys: readonly string[]): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

/** A record with one key more, or another value for it. */
export function withKey<T>(record: Readonly<Record<string, T>>, key: string, value: T): Readonly<Record<string, T>> {
  const copy = { ...record };
  copy[key] = value;
  return copy;
}
