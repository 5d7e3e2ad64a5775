import { effectsOf } from '../incident/effects.ts';
import type { Incident } from '../incident/incident.ts';
import type { Instant } from '../time/instant.ts';

/** What was seen of what runs a monitor, in a sentence. */
export interface Seen {
  readonly monitor: string;
  readonly at: Instant;
  readonly summary: string;
}

/** The evidence that an incident has in this generation, oldest first. */
export const evidenceIn = (incident: Incident): readonly Seen[] =>
  effectsOf(incident, 'diagnose').flatMap(({ key, ask, state }) =>
    key.startsWith(`diagnose/g${incident.generation}/`) && state.is === 'done' && state.got.is === 'seen'
      ? [{ monitor: ask.monitor, at: state.at, summary: state.got.summary }]
      : [],
  );
