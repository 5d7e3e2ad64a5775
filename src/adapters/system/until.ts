import type { Clock } from '../../core/ports.ts';
import type { Instant } from '../../core/time/instant.ts';

/** Resolves at `at`, or at once where that has come. */
export const until = (clock: Clock, at: Instant): Promise<void> => {
  const wait = at - clock.now();
  return wait <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, wait));
};
