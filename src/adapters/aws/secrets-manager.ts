import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CallError, failureOf } from './call-error.ts';
import { Calls } from './calls.ts';
import { errorName, refused } from './fault.ts';
import { clientOf } from './place.ts';
import type { SecretPlace, SecretSource } from './secrets.ts';

const isAbsent = (error: unknown): boolean => errorName(error) === 'ResourceNotFound';

/** Secrets of Secrets Manager, as text. */
export function secretsManager({ region, patience, ...access }: SecretPlace): SecretSource {
  const client = new SecretsManagerClient(clientOf(region, access));
  return {
    read: async (name) => {
      const cannot = `the secret ${name} in ${region} cannot be read`;
      const service = {
        name: 'Secrets Manager',
        faults: {
          DecryptionFailure: refused('the KMS key that encrypts it cannot be used'),
          InvalidRequest: refused('it is about to be deleted, or has no value: restore it, or give it one'),
        },
        failure: failureOf(cannot),
      };
      const command = new GetSecretValueCommand({ SecretId: name });
      try {
        const calls = new Calls(client, service, patience);
        const got = await calls.make((manager, options) => manager.send(command, options), 'is once', isAbsent);
        if (got.SecretString === undefined && got.SecretBinary)
          throw new CallError(cannot, refused('it is binary: store it as text'), undefined);
        return got.SecretString;
      } catch (error) {
        if (isAbsent(error)) return undefined;
        throw error;
      }
    },
  };
}
