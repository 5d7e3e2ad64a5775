import { GetFunctionCommand, GetFunctionUrlConfigCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type Installation, nameOf } from '../../core/installation.ts';
import type { Clock } from '../../core/ports.ts';
import { Alarms } from './alarms.ts';
import { failureOf } from './call-error.ts';
import { Calls } from './calls.ts';
import { refused } from './fault.ts';
import { followersOf } from './followers.ts';
import { openTable } from './open.ts';
import { clientOf, type Owner } from './place.ts';
import { AwsSecrets } from './secrets.ts';

/** An installation seen from a desk: found by its names, with the credentials of whoever asks. */
export function openInstallation(installation: Installation, clock: Clock) {
  const { home, prefix } = installation;
  const service = {
    name: 'Lambda',
    faults: { ResourceNotFound: refused('there is none: is it deployed?') },
    failure: failureOf(`the installation ${prefix} in ${home} cannot be looked at`),
  };
  const lambda = new Calls(new LambdaClient(clientOf(home, {})), service);
  const table = openTable({ name: prefix, region: home });
  const alarms = new Alarms({ installation, region: home });
  let owner: Promise<Owner> | undefined;
  const ownerOf = () => {
    owner ??= lambda
      .make(
        (client, options) =>
          client.send(new GetFunctionCommand({ FunctionName: nameOf(installation, 'api') }), options),
        'is once',
      )
      .then(({ Configuration }) => partsOf(Configuration?.FunctionArn ?? ''));
    return owner;
  };
  return {
    secrets: new AwsSecrets({ installation, region: home, clock }),
    heartbeats: table.heartbeats,
    watchMemory: table.watchMemory,
    readAlarms: () => alarms.read(),
    followers: async (region: string, topic: string) => followersOf({ ...(await ownerOf()), region, topic }),
    /** Where people answer, where the config names no address; `undefined` where that cannot be told. */
    address: async (): Promise<string | undefined> => {
      const command = new GetFunctionUrlConfigCommand({ FunctionName: nameOf(installation, 'web') });
      const found = await lambda
        .make((client, options) => client.send(command, options), 'is once')
        .catch(() => undefined);
      return found?.FunctionUrl;
    },
    close: () => {
      lambda.close();
      table.close();
      alarms.close();
    },
  };
}

/** `arn:aws:lambda:eu-west-1:123456789012:function:tocsin-shop-api`. */
function partsOf(arn: string): Owner {
  const [, partition = '', , , account = ''] = arn.split(':');
  return { partition, account };
}
