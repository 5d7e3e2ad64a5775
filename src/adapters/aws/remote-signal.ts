import type { Look } from '../../core/check/look.ts';
import { type Installation, nameOf } from '../../core/installation.ts';
import { SECOND } from '../../core/time/instant.ts';
import type { Patience } from './calls.ts';
import type { Functions } from './invoke.ts';

/** A cold start, and a few writes; a third attempt still fits where the first ones were refused. */
const PATIENCE: Patience = { call: 12 * SECOND, attempt: 8 * SECOND };

/**
 * Carries looks to the `signal` of the home region. Twice is once: a slot that is known already falls out (T3). Throws a
 * `CallError` where nobody took them.
 */
export const remoteSignal =
  (functions: Pick<Functions, 'invoke'>, installation: Pick<Installation, 'prefix' | 'home'>, patience = PATIENCE) =>
  (input: { readonly looks: readonly Look[] }): Promise<unknown> =>
    functions.invoke({
      region: installation.home,
      name: nameOf(installation, 'signal'),
      input,
      patience,
      twice: 'is once',
    });
