import { secretsIn } from '../config/secrets.ts';
import type { Secrets } from '../core/ports.ts';

/** Shorter ones would blot out words that are none. */
const SHORTEST = 6;

/** The values of all secrets that parts of a config refer to, as far as they can be read: none of them may be shown (W7). */
export async function knownSecrets(parts: unknown, secrets: Secrets): Promise<readonly string[]> {
  const all = await Promise.all(secretsIn(parts).map((name) => secrets.get(name).catch(() => undefined)));
  return all.filter((value) => value !== undefined).filter(({ length }) => length >= SHORTEST);
}
