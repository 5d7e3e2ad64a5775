import { type Installation, nameOf } from '../../core/installation.ts';
import { SECOND } from '../../core/time/instant.ts';
import type { Patience } from './calls.ts';
import type { Functions } from './invoke.ts';

/** Lambda takes it at once, or says that it does not. */
const PATIENCE: Patience = { call: 5 * SECOND, attempt: 3 * SECOND };

/**
 * Starts to look into what runs a monitor, in the one function that knows clusters, and does not wait for it. Twice is once: the
 * record knows its outcome by its key. Throws a `CallError` where Lambda does not take it.
 */
export const remoteDiagnose =
  (functions: Pick<Functions, 'start'>, installation: Pick<Installation, 'prefix' | 'home'>) =>
  (asked: object): Promise<void> =>
    functions.start({
      region: installation.home,
      name: nameOf(installation, 'remedy'),
      input: { diagnose: asked },
      patience: PATIENCE,
      twice: 'is once',
    });
