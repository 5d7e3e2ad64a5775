import type { Secrets } from '../core/ports.ts';
import { ping } from '../runtime/ping.ts';

export interface PulseOptions {
  /** The address, its secrets not yet resolved. */
  readonly to: string;
  readonly secrets: Secrets;
  /** Asked before each ping: what is not well keeps quiet. */
  readonly isWell: () => boolean;
  readonly onError: (where: string, error: unknown) => void;
  /** From one ping to the next, in ms. */
  readonly every?: number;
}

const EVERY = 60_000;

/**
 * Pings an address at once and each minute while Tocsin is well. Whoever listens there calls people when it hears
 * nothing, because a process that has died cannot. A ping that fails is an error like any other, told once.
 */
export function startPulse({ to, secrets, isWell, onError, every = EVERY }: PulseOptions) {
  let said: string | undefined;
  const beat = async () => {
    if (!isWell()) return;
    const trouble = await ping(to, secrets);
    if (trouble !== undefined && trouble !== said) onError('heartbeat', new Error(trouble));
    said = trouble;
  };
  const timer = setInterval(() => void beat(), every);
  void beat();
  return { stop: () => clearInterval(timer) };
}
