import type { Secrets } from '../core/ports.ts';
import { reasonOf } from '../core/reason.ts';
import { call } from '../wire/call.ts';
import { withSecrets } from './secrets.ts';

/** Milliseconds that a ping may take. */
const CALL = 10_000;

/** Pings the address of an external heartbeat: what went wrong, `undefined` where nothing did. The address is a secret, and in no answer of this. */
export async function ping(to: string, secrets: Secrets): Promise<string | undefined> {
  try {
    const { settings: url } = await withSecrets(to, secrets);
    const called = await call({ method: 'GET', url, headers: { 'user-agent': 'tocsin' }, timeout: CALL });
    if (called.is !== 'answered') return `it could not be pinged: ${called.why}`;
    return called.status >= 200 && called.status < 300 ? undefined : `its address answers ${called.status}`;
  } catch (error) {
    return reasonOf(error);
  }
}
