import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { failureOf } from './call-error.ts';
import { Calls } from './calls.ts';
import { errorName, refused } from './fault.ts';
import { clientOf } from './place.ts';
import type { SecretPlace, SecretSource } from './secrets.ts';

const isAbsent = (error: unknown): boolean => errorName(error) === 'ParameterNotFound';

/** Parameters of Systems Manager, `SecureString` or plain. */
export function parameterStore({ region, patience, ...access }: SecretPlace): SecretSource {
  const client = new SSMClient(clientOf(region, access));
  return {
    read: async (name) => {
      const service = {
        name: 'Parameter Store',
        faults: { InvalidKeyId: refused('the KMS key that encrypts it cannot be used') },
        failure: failureOf(`the parameter ${name} in ${region} cannot be read`),
      };
      const command = new GetParameterCommand({ Name: name, WithDecryption: true });
      try {
        const calls = new Calls(client, service, patience);
        return (await calls.make((ssm, options) => ssm.send(command, options), 'is once', isAbsent)).Parameter?.Value;
      } catch (error) {
        if (isAbsent(error)) return undefined;
        throw error;
      }
    },
  };
}
