import { type Installation, type SecretStore, secretName } from '../../core/installation.ts';
import type { Clock, Secrets } from '../../core/ports.ts';
import { MINUTE } from '../../core/time/instant.ts';
import { Cached } from './cached.ts';
import type { Patience } from './calls.ts';
import type { Access } from './place.ts';

export interface AwsSecretsOptions extends Access {
  readonly installation: Pick<Installation, 'prefix' | 'secrets'>;
  /** Where the secrets lie. */
  readonly region: string;
  readonly clock: Clock;
  readonly patience?: Patience;
}

/** Where secrets can be read by the names that they have there; `undefined` where there is none of that name. */
export interface SecretSource {
  read(name: string): Promise<string | undefined>;
}
export type SecretPlace = Access & Pick<AwsSecretsOptions, 'region' | 'patience'>;

const KEPT = 5 * MINUTE;

/** Loaded where it is used: no installation uses both. */
const SOURCES: Readonly<Record<SecretStore, (place: SecretPlace) => Promise<SecretSource>>> = {
  'parameter-store': async (place) => (await import('./parameter-store.ts')).parameterStore(place),
  'secrets-manager': async (place) => (await import('./secrets-manager.ts')).secretsManager(place),
};

/**
 * Secrets in Parameter Store or Secrets Manager, kept for five minutes, and for as long as AWS fails. An empty value is
 * none (W7). Throws a `CallError`, which never holds a value.
 */
export class AwsSecrets implements Secrets {
  readonly #values: Cached<string>;

  constructor({ installation, clock, ...place }: AwsSecretsOptions) {
    let source: Promise<SecretSource> | undefined;
    this.#values = new Cached(clock, KEPT, async (secret) => {
      source ??= SOURCES[installation.secrets](place);
      return (await (await source).read(secretName(installation, secret))) || undefined;
    });
  }

  get(name: string, how?: 'fresh'): Promise<string | undefined> {
    return this.#values.get(name, how);
  }
}
