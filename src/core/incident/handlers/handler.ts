import type { Look } from '../../check/look.ts';
import type { Context, Event, EventOf, Reply } from '../event.ts';
import type { Incident } from '../incident.ts';
import type { Say } from '../stage.ts';

/** What an event does by itself, before its consequences are settled. `fresh`: looks that were news. */
export interface Handled {
  readonly incident: Incident;
  readonly reply: Reply;
  readonly fresh?: readonly Look[];
}

export type Handler<T extends Event['type']> = (
  incident: Incident,
  event: EventOf<T>,
  context: Context,
  say: Say,
) => Handled;

export const done = (incident: Incident, text: string): Handled => ({ incident, reply: { is: 'done', text } });
export const refused = (incident: Incident, text: string): Handled => ({ incident, reply: { is: 'refused', text } });
