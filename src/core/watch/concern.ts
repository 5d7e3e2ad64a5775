import type { Instant } from '../time/instant.ts';
import type { Facts } from './facts.ts';

/** Something about Tocsin itself that somebody has to look at. */
export interface Concern {
  /** The same key is the same concern, however its words change. */
  readonly key: string;
  readonly since: Instant;
  /** What is wrong, a sentence without its full stop. */
  readonly text: string;
  /** What to do, in whole sentences. */
  readonly remedy: string;
  /** Can wait for daylight: said again each day, not each hour, and withholds no heartbeat. */
  readonly chore?: true;
}

/** Finds the concerns of one kind. What it needs and was not asked is no concern: that is one of its own. */
export type Finder = (facts: Facts) => readonly Concern[];
