import { effectsOf } from '../incident/effects.ts';
import type { Incident } from '../incident/incident.ts';
import type { EffectOf } from '../incident/work.ts';
import type { Instant } from '../time/instant.ts';

/** The pages that the record holds one by one, in the order they were claimed; what older ones left behind is in `spent.ts`. */
export const pagesOf = (incident: Pick<Incident, 'effects'>): readonly EffectOf<'page'>[] =>
  effectsOf(incident, 'page');

/** When a page was claimed. */
export const begin = ({ state }: EffectOf<'page'>): Instant => (state.is === 'claimed' ? state.at : state.since);

/** In the order they were made. */
export const byAttempt = (a: EffectOf<'page'>, b: EffectOf<'page'>): number => a.ask.attempt - b.ask.attempt;

/** Held back is not sent. */
export const isSend = ({ state }: EffectOf<'page'>): boolean => state.is === 'claimed' || state.got.is !== 'held';

/** Once a send may have arrived, every later one is a repeat. */
export const isUnsure = ({ ask, state }: EffectOf<'page'>): boolean =>
  ask.repeat || state.is === 'claimed' || state.got.is === 'unknown';
