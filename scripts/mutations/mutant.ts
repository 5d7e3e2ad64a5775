import type { Focus } from '../../src/simulation/soak/draw-plan.ts';

/** A deliberate bug: text of a source file, and what it becomes. The text has to be there exactly once. */
export interface Mutant {
  /** What is wrong with it, in a few words. */
  readonly bug: string;
  /** The requirement that it breaks (incident.md). */
  readonly breaks: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** The kind of worlds that it shows in, where few of all are (`npm run soak -- --only`). */
  readonly only?: Focus;
}
