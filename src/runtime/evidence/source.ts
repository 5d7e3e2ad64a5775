import type { Gathered, Subject } from '../../evidence/define.ts';

/** Somebody the diagnoser asks. */
export interface Source {
  /** Its place on the page: the lowest come first. */
  readonly place: number;
  /** Whose sentence is told first; the same in the order of the list. */
  readonly tells: number;
  /** Its sentence says itself what it is about: the workload by its name. */
  readonly named?: true;
  /** Never rejects, and ends within its own time. */
  readonly ask: () => Promise<Gathered>;
}

/** Finds whom to ask about a failure: none, one or several. */
export type Sources = (subject: Subject) => readonly Source[];
