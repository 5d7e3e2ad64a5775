import { secretsIn } from '../config/secrets.ts';
import type { Secrets } from '../core/ports.ts';
import { present } from '../core/present.ts';

/** The values of all secrets that parts of a config refer to, as far as they can be read: none of them may be shown (W7). */
export async function knownSecrets(parts: unknown, secrets: Secrets): Promise<readonly string[]> {
  return present(await Promise.all(secretsIn(parts).map((name) => secrets.get(name).catch(() => undefined))));
}
