import type { Incident } from '../incident/incident.ts';
import type { Instant } from '../time/instant.ts';

/** What was seen of what runs a monitor, in a sentence. */
export interface Seen {
  readonly monitor: string;
  readonly at: Instant;
  readonly summary: string;
}

/** The evidence that an incident has, oldest first. */
export const evidenceIn = ({ effects, generation }: Incident): readonly Seen[] =>
  Object.values(effects).flatMap(({ kind, key, ask, state }) =>
    kind === 'diagnose' && key.startsWith(`diagnose/g${generation}/`) && state.is === 'done' && state.got.is === 'seen'
      ? [{ monitor: ask.monitor, at: state.at, summary: state.got.summary }]
      : [],
  );
