import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { Dynamo } from './dynamo.ts';
import { DynamoProxy } from './dynamo-proxy.ts';

/** A DynamoDB for the tests of one `describe`, and a proxy before it that sees and disturbs calls; calm again after each. */
export function proxiedDynamo(): { readonly dynamo: Dynamo; readonly proxy: () => DynamoProxy } {
  const dynamo = new Dynamo();
  let proxy: DynamoProxy;
  beforeAll(async () => {
    await dynamo.start();
    proxy = await new DynamoProxy(dynamo.url).start();
  });
  afterEach(() => proxy.calm());
  afterAll(async () => {
    await proxy.stop();
    await dynamo.stop();
  });
  return { dynamo, proxy: () => proxy };
}
