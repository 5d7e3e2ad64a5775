import type { Installation } from '../src/core/installation.ts';
import type { Plan } from '../src/core/plan.ts';
import type { Code } from './code/code.ts';

/** What every stack of an installation is made from. */
export interface Place {
  readonly code: Code;
  /** As it runs on AWS: its locations are regions. */
  readonly plan: Plan;
  readonly installation: Installation;
}
