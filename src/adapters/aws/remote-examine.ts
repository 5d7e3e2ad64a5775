import { type Installation, nameOf } from '../../core/installation.ts';
import { SECOND } from '../../core/time/instant.ts';
import type { Patience } from './calls.ts';
import type { Functions } from './invoke.ts';

/** A cold start, and a cluster that answers slowly. */
const PATIENCE: Patience = { call: 27 * SECOND, attempt: 25 * SECOND };

/**
 * Asks the one function that knows clusters what a remedy would do now; it changes nothing. What comes is its answer as
 * JSON: `undefined` where there is no such remedy. Throws a `CallError` where nobody answered.
 */
export const remoteExamine =
  <Examined>(functions: Pick<Functions, 'invoke'>, installation: Pick<Installation, 'prefix' | 'home'>) =>
  async (remedy: string): Promise<Examined | undefined> =>
    ((await functions.invoke({
      region: installation.home,
      name: nameOf(installation, 'remedy'),
      input: { examine: remedy },
      patience: PATIENCE,
      twice: 'is once',
    })) as Examined | null) ?? undefined;
