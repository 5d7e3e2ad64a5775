import { describe, expect, it } from '@jest/globals';
import type { OpenTable } from '../../../src/adapters/aws/open.ts';
import { TableError } from '../../../src/adapters/aws/table-error.ts';
import { transact } from '../../../src/core/incident/transact.ts';
import { type Dynamo, SOMEBODY } from '../../support/dynamo.ts';
import { type Befalls, DynamoProxy } from '../../support/dynamo-proxy.ts';
import { MONDAY, shop } from '../../support/plan.ts';
import { proxiedDynamo } from '../../support/proxied-dynamo.ts';
import { someIncident, someLook, someRow } from '../../support/store-samples.ts';

/** Short where an attempt is to fail, long enough for a busy machine where it is not. */
const HURRIED = { call: 5_000, attempt: 700 };

const failure = async (work: Promise<unknown>): Promise<TableError> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TableError);
  return error as TableError;
};

describe('calls to DynamoDB', () => {
  const { dynamo, proxy } = proxiedDynamo();
  let name: string;
  let stores: OpenTable;
  const open = async (more: Parameters<Dynamo['open']>[0] = {}) => {
    name = await dynamo.table();
    stores = await dynamo.open({ name, endpoint: proxy().url, patience: HURRIED, ...more });
  };
  /** The first so many requests of an operation. */
  const first = (count: number, operation: string, befalls: Befalls) => {
    let left = count;
    proxy().befalls = (asked) => (asked.operation === operation && left-- > 0 ? befalls : undefined);
  };

  it.each(['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded'])(
    'are made again where they were refused for being too many: %s',
    async (error) => {
      await open();
      await stores.incidents.write(someIncident(), 0);
      proxy().calm();
      first(2, 'PutItem', { error });
      expect(await stores.incidents.write(someIncident({ version: 2, flaps: 3 }), 1)).toBe('written');
      expect(proxy().operations()).toEqual(['PutItem', 'PutItem', 'PutItem']);
      first(2, 'GetItem', { error });
      expect((await stores.incidents.head('shop'))?.flaps).toBe(3);
    },
  );

  it('fail for now where DynamoDB takes no more for as long as a call may take', async () => {
    await open({ patience: { call: 300, attempt: 200 } });
    proxy().befalls = () => ({ error: 'ThrottlingException' });
    const error = await failure(stores.incidents.head('shop'));
    expect([error.temporary, error.message]).toEqual([
      true,
      `the table ${name} cannot be used: DynamoDB takes no more requests for now`,
    ]);
    expect((await failure(stores.incidents.write(someIncident(), 0))).temporary).toBe(true);
    expect(proxy().asked.length).toBeGreaterThan(2);
  });

  it.each(['connection', 'silence', 'server error'] as const)(
    'never call a write a conflict that was done, and whose answer was lost: %s (rule 2)',
    async (lost) => {
      await open();
      await stores.incidents.write(someIncident(), 0);
      proxy().calm();
      first(1, 'PutItem', { lost });
      const error = await failure(stores.incidents.write(someIncident({ version: 2, flaps: 3 }), 1));
      expect(error.temporary).toBe(true);
      expect(proxy().operations()).toEqual(['PutItem']);
      expect((await stores.incidents.head('shop'))?.flaps).toBe(3);
    },
  );

  it.each(['connection', 'silence', 'server error'] as const)(
    'make an event count once whose write was done, and whose answer was lost: %s (rule 2)',
    async (lost) => {
      await open();
      const plan = shop();
      const started: unknown[] = [];
      const runs = { start: async (run: unknown) => void started.push(run) };
      const ports = { ...stores, clock: { now: () => MONDAY }, runs, plan: () => plan };
      let heads = 0;
      // The policy, the group, the head: the third write of an incident's birth.
      proxy().befalls = ({ operation }) => (operation === 'PutItem' && ++heads === 3 ? { lost } : undefined);
      const { incident } = await transact(ports, 'shop', { type: 'signal', id: 'e1', looks: [someLook] });
      expect([incident?.id, incident?.version, started]).toEqual([
        'shop-1',
        1,
        [{ incident: 'shop-1', generation: 1, run: 1 }],
      ]);
      expect(await stores.incidents.head('shop')).toEqual(incident);
    },
  );

  it.each(['connection', 'silence', 'server error'] as const)(
    'are made again where twice is once: reads, rows, the archive, policies: %s',
    async (lost) => {
      await open();
      const ended = someIncident({ phase: 'closed', endedAt: MONDAY });
      const { policy } = shop();
      const hit = new Set<string>();
      // Every kind of request once for each of what is asked at the same time.
      proxy().befalls = (asked) => {
        const what = JSON.stringify(asked);
        if (hit.has(what)) return undefined;
        hit.add(what);
        return { lost };
      };
      const { incidents, policies } = stores;
      await Promise.all([incidents.file(someRow(1)), policies.keep(policy), incidents.archive(ended)]);
      const read = [incidents.rows('shop-1'), incidents.past(5), policies.get('policy-1')] as const;
      expect(await Promise.all(read)).toEqual([[someRow(1)], [ended], policy]);
      expect(proxy().asked).toHaveLength(2 * hit.size);
    },
  );

  it('say what is wrong with a table that is not there, or may not be used, and try only once', async () => {
    await open();
    const elsewhere = await dynamo.open({ name: 'of-somebody-else', endpoint: proxy().url });
    const error = await failure(elsewhere.incidents.head('shop'));
    expect([error.temporary, error.message]).toEqual([
      false,
      'the table of-somebody-else cannot be used: there is no such table: is the stack deployed, and is this its region?',
    ]);
    proxy().befalls = () => ({ error: 'AccessDeniedException' });
    expect(await failure(stores.incidents.file(someRow(1)))).toMatchObject({
      temporary: false,
      message: expect.stringContaining('the role or user lacks the permission'),
    });
    expect(proxy().operations()).toEqual(['GetItem', 'PutItem']);
  });

  it('are made again where nobody listens, writes as well: nothing was sent', async () => {
    const gone = await new DynamoProxy(dynamo.url).start();
    const { url } = gone;
    await gone.stop();
    await open({ endpoint: url, patience: { call: 300, attempt: 200 } });
    const error = await failure(stores.incidents.write(someIncident(), 0));
    expect([error.temporary, error.message]).toEqual([true, expect.stringContaining('cannot be reached')]);
  });

  it('send nothing any more once they were given up', async () => {
    let give: () => void = () => {};
    const credentials = () => new Promise<typeof SOMEBODY>((resolve) => (give = () => resolve(SOMEBODY)));
    await open({ credentials, patience: { call: 200, attempt: 100 } });
    const error = await failure(stores.ledger.write('ada', { sent: [], waiting: {} }, 0));
    expect(error.message).toContain('does not answer in time');
    give();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(proxy().asked).toEqual([]);
  });

  it('say that there are no credentials', async () => {
    const none = Object.assign(new Error('nothing'), { name: 'CredentialsProviderError' });
    await open({ credentials: () => Promise.reject(none) });
    expect(await failure(stores.incidents.head('shop'))).toMatchObject({
      temporary: false,
      message: expect.stringContaining('no AWS credentials'),
    });
  });

  it('read what is true now, never what was a moment ago', async () => {
    await open();
    await stores.incidents.write(someIncident(), 0);
    await stores.incidents.file(someRow(1));
    await stores.incidents.archive(someIncident({ phase: 'closed', endedAt: MONDAY }));
    proxy().calm();
    await stores.incidents.head('shop');
    await stores.incidents.heads();
    await stores.incidents.rows('shop-1');
    await stores.incidents.past(1);
    await stores.mutes.current(MONDAY);
    await stores.ledger.read('ada');
    await stores.policies.get('policy-1');
    const consistent = proxy().asked.map(({ operation, input }) => {
      const { ConsistentRead = false } = input.RequestItems?.[name] ?? input;
      return [operation, ConsistentRead];
    });
    expect(new Set(consistent.map(([operation]) => operation))).toEqual(new Set(['GetItem', 'Query', 'BatchGetItem']));
    expect(consistent.filter(([, isConsistent]) => !isConsistent)).toEqual([]);
  });
});
