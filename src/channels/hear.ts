import type { CallbackCall, Heard } from '../core/callback.ts';
import type { Incident } from '../core/incident/incident.ts';
import type { Plan } from '../core/plan.ts';
import type { Instant } from '../core/time/instant.ts';

/** What a kind needs to know to understand its provider. */
export interface HearContext {
  readonly now: Instant;
  readonly plan: Plan;
  /** The whole public address of the request; its path where none is configured. */
  readonly url: string;
  /** Every group's incident: the last one where that is over. */
  readonly heads: () => Promise<readonly Incident[]>;
}

/** Understands one kind of request. Believes nothing before the signature was checked; never throws for what is in it. */
export type Hear<Settings> = (call: CallbackCall, settings: Settings, context: HearContext) => Heard | Promise<Heard>;

/** Each kind of request by the last part of its address; anything else is nobody's. */
export const byPart =
  <Settings>(parts: Readonly<Record<string, Hear<Settings>>>): Hear<Settings> =>
  (call, settings, context) =>
    Object.hasOwn(parts, call.what) ? parts[call.what]!(call, settings, context) : NOBODYS;

/** The same words for a channel that there is not, for one that hears nothing, and for another address of one that does. */
export const NOBODYS: Heard = {
  is: 'refused',
  status: 404,
  why: 'no channel takes this: its name, or the last part of the address, is not one',
};

/** The same words whatever is wrong with a signature: who forges learns nothing. */
export const FORGED: Heard = { is: 'refused', status: 403, why: "the signature is not the provider's, or too old" };

export const unreadable = (why: string): Heard => ({ is: 'refused', status: 400, why });

/** The incident and the generation that a thread names. */
export function threadOf(thread: string): { readonly incident: string; readonly generation: number } | undefined {
  const [, incident, generation] = /^(.+)\/(\d{1,9})$/.exec(thread) ?? [];
  return incident === undefined ? undefined : { incident, generation: Number(generation) };
}
