import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from '../../src/probes/sql.ts';
import { authority, certificate } from '../support/peers/tls.ts';
import { expectConsistent } from '../support/probe-contract.ts';
import { run } from '../support/probe-run.ts';
import { mariadb } from '../support/servers/mariadb.ts';
import { postgres } from '../support/servers/postgres.ts';
import type { RealServer } from '../support/servers/server.ts';

interface Database {
  readonly server: RealServer;
  readonly port: number;
}

const SLEEP: Readonly<Record<string, string>> = { postgresql: 'select pg_sleep(20)', mysql: 'select sleep(20)' };
const WRITE: Readonly<Record<string, RegExp>> = {
  postgresql: /^answers with an error: cannot execute CREATE TABLE in a read-only transaction$/,
  mysql: /^answers with an error: .*READ ONLY transaction/i,
};

describe.each([
  ['postgresql', postgres],
  ['mysql', mariadb],
] as const)('a real server: %s', (scheme, start) => {
  let database: Database;
  const url = ({ user = 'tocsin', password = 'swordfish!', name = 'shop', query = '' } = {}) =>
    `${scheme}://${user}:${encodeURIComponent(password)}@127.0.0.1:${database.port}/${name}${query}`;
  const look = async (settings: object, timeout = 5_000) => {
    const finding = await run(sql, { url: url(), ...settings }, { timeout, trace: true });
    expectConsistent(finding);
    expect(JSON.stringify(finding)).not.toContain('swordfish');
    return finding;
  };

  beforeAll(async () => {
    database = await start();
  }, 120_000);
  afterAll(() => database?.server.stop());

  it('lets us in and answers', async () => {
    const finding = await look({ expect: { rows: 1, value: 1 } });
    expect(finding).toMatchObject({ verdict: 'up', observed: { rows: 1, database: 'shop', address: '127.0.0.1' } });
    expect(finding.text).toMatch(/^answers in \d+ ms$/);
  });

  it.each([
    [{ query: "select 'ready', 7", expect: { value: '/^rea/' } }, 'up', ''],
    [{ query: 'select count(*) from orders', expect: { 'at-least': 2, 'at-most': 5 } }, 'up', ''],
    [{ query: 'select count(*) from orders', expect: { 'at-most': 1 } }, 'down', 'answers with 3 instead of at most 1'],
    [
      { query: 'select id from orders where id > 99', expect: { rows: 1 } },
      'down',
      'answers with 0 rows instead of at least 1',
    ],
    [
      { query: 'select id from orders where id > 99', expect: { 'at-least': 0 } },
      'down',
      'answers with no row instead of at least 0',
    ],
  ])('%j is %s', async (settings, verdict, text) => {
    const finding = await look(settings);
    expect(finding).toMatchObject({ verdict, text: expect.stringContaining(text) });
    if (verdict === 'down') expect(finding.code).toBe('sql');
  });

  it('a wrong password is a matter of credentials', async () => {
    expect(await look({ url: url({ password: 'wrong' }) })).toMatchObject({
      verdict: 'down',
      code: 'credentials',
      text: expect.stringMatching(/^does not let the user in: /),
    });
  });

  it('a database that is not there, a table that is not', async () => {
    expect(await look({ url: url({ name: 'gone' }) })).toMatchObject({
      verdict: 'down',
      code: expect.stringMatching(/^(sql|credentials)$/),
    });
    expect(await look({ query: 'select * from gone' })).toMatchObject({
      code: 'sql',
      text: expect.stringContaining('gone'),
    });
  });

  it('nothing can be written', async () => {
    const finding = await look({ query: 'create table evil (id int)' });
    // MySQL ends a transaction before it creates; that user may not create anyhow.
    expect(finding.verdict).toBe('down');
    if (scheme === 'postgresql') expect(finding.text).toMatch(WRITE[scheme]!);
  });

  it('a query that takes too long ends at the deadline (W1)', async () => {
    const started = performance.now();
    const finding = await look({ query: SLEEP[scheme] }, 700);
    expect(performance.now() - started).toBeLessThan(800);
    expect(finding.verdict).toBe('down');
    expect(['deadline', 'sql']).toContain(finding.code);
  });

  // Last: it is gone afterwards.
  it('a server that has been stopped', async () => {
    database.server.signal('SIGKILL');
    await database.server.until('to be gone', async () => (await look({})).code === 'tcp_refused').catch(() => {});
    expect(await look({})).toMatchObject({ verdict: 'down', code: 'tcp_refused' });
  });
});

describe('PostgreSQL with TLS, and when it is full', () => {
  let database: Database;
  let ca: { readonly cert: string; readonly key: string };
  beforeAll(async () => {
    ca = await authority();
    const own = await certificate({ ca });
    database = await postgres({
      settings: [
        'ssl=on',
        'ssl_cert_file=server.crt',
        'ssl_key_file=server.key',
        'max_connections=4',
        'superuser_reserved_connections=1',
      ],
      prepare: (directory) => {
        writeFileSync(join(directory, 'server.crt'), own.cert);
        writeFileSync(join(directory, 'server.key'), own.key, { mode: 0o600 });
      },
    });
  }, 120_000);
  afterAll(() => database?.server.stop());

  const at = (query = '') => `postgresql://tocsin:swordfish!@127.0.0.1:${database.port}/shop${query}`;

  it('judges its certificate as any other', async () => {
    const fine = await run(sql, { url: at('?sslmode=require'), ca: ca.cert });
    expect(fine).toMatchObject({ verdict: 'up', observed: { 'tls-protocol': 'TLSv1.3', 'certificate-days-left': 89 } });
    expect(await run(sql, { url: at(), tls: true })).toMatchObject({ verdict: 'down', code: 'tls_incomplete_chain' });
  });

  it('says that there are too many clients', async () => {
    const busy = Array.from({ length: 3 }, () =>
      run(sql, { url: at(), query: 'select pg_sleep(3)' }, { timeout: 5_000 }),
    );
    let full: Awaited<ReturnType<typeof run>> | undefined;
    for (let tries = 0; tries < 20 && full?.verdict !== 'down'; tries += 1) full = await run(sql, { url: at() });
    expect(full).toMatchObject({
      verdict: 'down',
      code: 'sql',
      text: expect.stringMatching(/too many clients|remaining connection slots/),
    });
    await Promise.all(busy);
  });
});
