import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openData } from '../../src/adapters/node/open.ts';
import { config } from '../../src/config/config.ts';
import { bare, type History } from '../../src/core/incident/history.ts';
import { runCommand } from '../support/command.ts';
import { played } from '../support/scenario.ts';
import { TestServer } from '../support/server.ts';

const CONFIG = `name: shop
timezone: UTC
monitors: { shop: { url: "https://shop.example.com/", severity: P1 } }
people: { ada: { notify: [phone] }, bob: { notify: [phone] } }
channels: { phone: { kind: webhook, url: "https://ntfy.example.com/shop", wakes: true } }
escalation: { P1: { levels: [{ page: ada }, { after: 5m, page: bob }], repeat: 1 } }
`;
const SOONER = CONFIG.replace('after: 5m', 'after: 2m');

let directory: string;
let history: History;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tocsin-replay-'));
  write('tocsin.yaml', CONFIG);
  write('sooner.yaml', SOONER);
  const loaded = config.text('tocsin.yaml', CONFIG);
  if (!loaded.ok) throw new Error('the config does not load');
  const events = [
    'at: 0m, monitor: shop, becomes: down',
    'at: 0m, person: bob, does: acknowledges, within: 1m',
    'at: 20m, monitor: shop, becomes: up',
  ];
  const { records } = await played(events, '', loaded.plan);
  history = { version: 1, ...records[0]!, policy: loaded.plan.policy, plan: bare(loaded.plan) };
  write('shop-1.json', JSON.stringify(history));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFileSync(join(directory, name), text);
const tocsin = (...line: readonly string[]) => runCommand(['replay', ...line], directory);

describe('replay', () => {
  it('with its own policy finds everything as it was', async () => {
    const { exit, out } = await tocsin('shop-1.json');
    expect([exit, out]).toEqual([
      0,
      expect.stringMatching(/Replayed with its own policy: all \d+ lines are as they were\.\n$/),
    ]);
  });

  it('with a changed config shows both timelines, marks what differs, and says it in a sentence', async () => {
    const { exit, out } = await tocsin('shop-1.json', '-f', 'sooner.yaml');
    expect(exit).toBe(0);
    expect(out).toMatch(/^shop-1, Mon 2026-11-02 14:00:5\d UTC, replayed with sooner\.yaml\n/);
    expect(out).toMatch(/\n {12}then +\| now\n/);
    expect(out).toMatch(/\n\* 14:01:\d\d {2}paging by the P1 policy/);
    expect(out).toMatch(/\n\+ 14:03:\d\d +\| paged bob on phone/);
    expect(out).toMatch(/\n- 14:06:\d\d {2}paged bob on phone/);
    expect(out).toMatch(/\nWith the new policy bob is paged 3 min earlier\.\n$/);
    const json = JSON.parse((await tocsin('shop-1.json', '-f', 'sooner.yaml', '-o', 'json')).out);
    expect(json).toMatchObject({ incident: 'shop-1', same: false, firstPages: [{ person: 'bob', movedMs: -180_000 }] });
  });

  it('takes the record from the data of a stopped Tocsin', async () => {
    const data = join(directory, '.tocsin');
    const stores = openData({ directory: data, clock: { now: () => 0 } });
    for (const row of history.rows) await stores.incidents.file(row);
    await stores.incidents.archive(history.incident);
    await stores.policies.keep(history.policy!);
    stores.close();
    expect(await tocsin('shop-1', '--data', '.tocsin')).toMatchObject({ exit: 0, out: expect.stringContaining('all') });
    // Nobody answers at the config's console, and the data is here.
    write('tocsin.yaml', `${CONFIG}console: { listen: "127.0.0.1:9" }\n`);
    expect(await tocsin('shop-1', '-f', 'sooner.yaml')).toMatchObject({
      exit: 0,
      out: expect.stringContaining('bob is paged 3 min earlier'),
    });
    expect(await tocsin('shop-9', '--data', '.tocsin')).toMatchObject({
      exit: 1,
      err: expect.stringContaining("there is no incident 'shop-9'"),
    });
    expect(await tocsin('shop-1', '--data', 'nowhere')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('there is no data in'),
    });
  });

  it('takes the record from a running Tocsin', async () => {
    const server = await new TestServer().open();
    try {
      server.answer((_request, response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(history)),
      );
      expect(await tocsin('shop-1', '--url', server.url, '-f', 'sooner.yaml')).toMatchObject({
        exit: 0,
        out: expect.stringContaining('bob is paged 3 min earlier'),
      });
      expect(server.received[0]!.path).toBe('/api/incidents/shop-1/history');
    } finally {
      await server.close();
    }
  });

  it('says what stands in its way', async () => {
    const old = { ...history, rows: history.rows.map(({ facts: _, ...row }) => row) };
    write('old.json', JSON.stringify(old));
    expect(await tocsin('old.json')).toMatchObject({ exit: 1, err: expect.stringContaining('is of an older Tocsin') });
    write('other.json', '{"a": 1}');
    expect(await tocsin('other.json')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('is no history of an incident'),
    });
    write('other.yaml', CONFIG.replace('monitors: { shop:', 'monitors: { store:'));
    expect(await tocsin('shop-1.json', '-f', 'other.yaml')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('has none of the monitors of shop-1: shop'),
    });
    expect(readFileSync(join(directory, 'shop-1.json'), 'utf8')).not.toContain('ntfy.example.com');
  });
});
