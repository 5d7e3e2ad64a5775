import { resolveDeep, secretsIn } from '../config/secrets.ts';
import type { Secrets } from '../core/ports.ts';

/** A kind's settings with every `${secret:…}` resolved, and the values, to be kept out of everything that is shown (W7). */
export async function withSecrets<T>(
  settings: T,
  secrets: Secrets,
  how?: 'fresh',
): Promise<{ readonly settings: T; readonly values: readonly string[] }> {
  const values = new Map<string, string>();
  for (const name of secretsIn(settings)) {
    const value = await secrets.get(name, how);
    if (value === undefined) throw new MissingSecret(name);
    values.set(name, value);
  }
  return { settings: resolveDeep(settings, (name) => values.get(name)), values: [...values.values()] };
}

/** A secret that is not set: the check is `unknown`, the page falls back to the next way. */
export class MissingSecret extends Error {
  override readonly name = 'MissingSecret';
  constructor(secret: string) {
    super(`the secret '${secret}' is not set: set it in the environment or in a .env file beside the config`);
  }
}
