import type { Secrets } from '../core/ports.ts';
import { reasonOf } from '../core/reason.ts';
import { call } from '../wire/call.ts';
import { withSecrets } from './secrets.ts';

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
const CALL = 10_000;

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

/** What went wrong; `undefined` where nothing did. The address is a secret, and in no answer of this. */
async function ping(to: string, secrets: Secrets): Promise<string | undefined> {
  try {
    const { settings: url } = await withSecrets(to, secrets);
    const called = await call({ method: 'GET', url, headers: { 'user-agent': 'tocsin' }, timeout: CALL });
    if (called.is !== 'answered') return `it could not be pinged: ${called.why}`;
    return called.status >= 200 && called.status < 300 ? undefined : `its address answers ${called.status}`;
  } catch (error) {
    return reasonOf(error);
  }
}
