/** A deliberate bug: text of a source file, and what it becomes. The text has to be there exactly once. */
export interface Mutant {
  /** What is wrong with it, in a few words. */
  readonly bug: string;
  /** The requirement that it breaks (incident.md). */
  readonly breaks: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}
