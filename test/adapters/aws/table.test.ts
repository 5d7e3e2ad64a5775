import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { OpenTable } from '../../../src/adapters/aws/open.ts';
import { KEPT_FOR } from '../../../src/adapters/aws/table-definition.ts';
import { DAY, MINUTE } from '../../../src/core/time/instant.ts';
import { MONDAY, policy } from '../../support/plan.ts';
import { proxiedDynamo } from '../../support/proxied-dynamo.ts';
import { someIncident, someMute, someRow } from '../../support/store-samples.ts';

const ended = (id: string, endedAt: number) => someIncident({ id, phase: 'closed', endedAt });
const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const LONG = 'x'.repeat(20_000);

describe('the table', () => {
  const { dynamo, proxy } = proxiedDynamo();
  let name: string;
  let stores: OpenTable;
  const open = async () => {
    name = await dynamo.table();
    stores = await dynamo.open({ name, endpoint: proxy().url });
  };
  const count = (operation: string) =>
    proxy()
      .operations()
      .filter((other) => other === operation).length;

  it('gives all rows of an incident where they are more than one answer holds (1 MB)', async () => {
    await open();
    const rows = range(120).map((i) => ({ ...someRow(i + 1), lines: [{ at: MONDAY, about: 'check', text: LONG }] }));
    for (const row of rows) await stores.incidents.file(row as ReturnType<typeof someRow>);
    expect(await stores.incidents.rows('shop-1')).toEqual(rows);
    expect(count('Query')).toBeGreaterThan(2);
  });

  it('gives all heads where they are more than one batch holds', async () => {
    await open();
    const groups = range(130).map((i) => `g${String(i).padStart(3, '0')}`);
    for (const group of groups.toReversed()) await stores.incidents.write(someIncident({ group }), 0);
    expect((await stores.incidents.heads()).map(({ group }) => group)).toEqual(groups);
    expect(count('BatchGetItem')).toBe(2);
  });

  it('gives the newest of many ended incidents, without reading the others', async () => {
    await open();
    for (const i of range(150)) await stores.incidents.archive(ended(`shop-${i}`, MONDAY + i));
    proxy().calm();
    const newest = await stores.incidents.past(120);
    expect([newest.length, newest[0]?.id, newest.at(-1)?.id]).toEqual([120, 'shop-149', 'shop-30']);
    expect(count('BatchGetItem')).toBe(2);
    expect(await stores.incidents.past(999)).toHaveLength(150);
    expect(await stores.incidents.past(0)).toEqual([]);
  });

  it.each(['before', 'after'] as const)(
    'shows no ended incident twice, nor one that is none, when a crash came %s the record was written',
    async (when) => {
      await open();
      await stores.incidents.archive(ended('shop-1', MONDAY));
      await stores.incidents.archive(ended('shop-2', MONDAY + 1));
      proxy().calm();
      // It ends a second time: its entry, its record, and the old entry removed.
      const dies = when === 'before' ? 2 : 3;
      let writes = 0;
      proxy().befalls = ({ operation }) =>
        /Put|Delete/.test(operation) && ++writes >= dies ? { error: 'AccessDeniedException' } : undefined;
      await expect(stores.incidents.archive(ended('shop-1', MONDAY + 9))).rejects.toThrow('role or user');
      proxy().calm();
      const ids = async () => (await stores.incidents.past(9)).map(({ id }) => id);
      expect(await ids()).toEqual(when === 'before' ? ['shop-2', 'shop-1'] : ['shop-1', 'shop-2']);
      await stores.incidents.archive(ended('shop-1', MONDAY + 9));
      expect(await ids()).toEqual(['shop-1', 'shop-2']);
    },
  );

  it('passes over a group whose first head was never written', async () => {
    await open();
    proxy().befalls = ({ operation }) =>
      operation === 'PutItem' && count('PutItem') === 2 ? { error: 'AccessDeniedException' } : undefined;
    await expect(stores.incidents.write(someIncident({ group: 'unborn' }), 0)).rejects.toThrow('role or user');
    proxy().calm();
    expect(await stores.incidents.head('unborn')).toBeNull();
    await stores.incidents.write(someIncident(), 0);
    expect((await stores.incidents.heads()).map(({ group }) => group)).toEqual(['shop']);
  });

  it('keeps a policy that as JSON is larger than an item may be (400 KB)', async () => {
    await open();
    const people = Object.fromEntries(
      range(6_000).map((i) => [`p${i}`, { timezone: 'Europe/Berlin', notify: [{ channel: 'phone', to: `+49${i}` }] }]),
    );
    const large = { ...policy(), roster: { ...policy().roster, people } };
    expect(JSON.stringify(large).length).toBeGreaterThan(400 * 1024);
    await stores.policies.keep(large);
    expect(await stores.policies.get('policy-1')).toEqual(large);
  });

  it('says so where a record is too large all the same', async () => {
    await open();
    const noise = randomBytes(800_000).toString('base64url');
    const keeping = stores.policies.keep({ ...policy(), hash: 'large', escalation: { [noise]: {} } });
    await expect(keeping).rejects.toThrow(/the table tocsin-\d+ cannot be used: Item size has exceeded/);
    await expect(keeping).rejects.toMatchObject({ temporary: false });
  });

  it('keeps records as JSON that people can read, and lets go what is old: never a head, a policy or a key', async () => {
    await open();
    await stores.incidents.write(someIncident(), 0);
    await stores.incidents.file(someRow(1));
    await stores.incidents.archive(ended('shop-1', MONDAY));
    await stores.policies.keep(policy());
    await stores.mutes.add(someMute());
    await stores.mutes.end('m1', MONDAY + 1);
    await stores.heartbeats.beat('backup', { at: MONDAY, outcome: 'ok' });
    await stores.heartbeats.listen(MONDAY);
    await stores.ledger.write('ada', { sent: [], waiting: {} }, 0);
    await stores.answerKey();
    const items = await dynamo.items(name);
    expect(items.filter(({ record }) => record?.S === undefined)).toEqual([]);
    const expiring = items.flatMap(({ pk, sk, expires }) =>
      expires ? [[`${pk?.S} ${sk?.S}`, Number(expires.N) * 1_000 - MONDAY]] : [],
    );
    expect(Object.fromEntries(expiring)).toEqual({
      'incident#shop-1 row#0000000001': KEPT_FOR + 1_000,
      'incident#shop-1 archive': KEPT_FOR,
      [`archive 00${MONDAY}#shop-1`]: KEPT_FOR,
      'mutes m1': MINUTE + 7 * DAY,
    });
    expect(items).toHaveLength(11);
  });

  it('makes one key for answer links, whoever asks first, and for every function the same', async () => {
    await open();
    const other = await dynamo.open({ name });
    const keys = await Promise.all([stores, other, stores, other].map(({ answerKey }) => answerKey()));
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[\w-]{43}$/);
    expect(await (await dynamo.open()).answerKey()).not.toBe(keys[0]);
  });

  it('counts every heartbeat and every ended mute of many at once', async () => {
    await open();
    await stores.mutes.add(someMute());
    await Promise.all(range(10).map((i) => stores.mutes.end('m1', MONDAY + 10 + i)));
    expect((await stores.mutes.current(MONDAY))[0]?.until).toBe(MONDAY + 10);
    await Promise.all(range(10).map((i) => stores.heartbeats.beat('backup', { at: MONDAY + i, outcome: 'ok' })));
    expect((await stores.heartbeats.of('backup', MONDAY)).last?.at).toBe(MONDAY + 9);
  });
});
