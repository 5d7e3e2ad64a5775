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

/** How each server puts it, and how it is asked. */
const WORDS = {
  postgresql: {
    sleep: 'select pg_sleep(20)',
    sleepers: "select count(*) from pg_stat_activity where query like '%pg_sleep(20)%' and pid <> pg_backend_pid()",
    readOnly: /^answers with an error: cannot execute (CREATE|DROP) TABLE in a read-only transaction$/,
    noDatabase: { code: 'sql', text: 'answers with an error: database "gone" does not exist' },
    severalStatements: 'answers with an error: cannot insert multiple commands into a prepared statement',
    time: "select '2026-01-02 03:04:05'::timestamp",
  },
  mysql: {
    sleep: 'select sleep(20)',
    sleepers: "select count(*) from information_schema.processlist where info = 'select sleep(20)'",
    readOnly: /^answers with an error: Cannot execute statement in a READ ONLY transaction$/,
    // Who may see it is asked before whether it is there.
    noDatabase: {
      code: 'credentials',
      text: expect.stringMatching(/^does not let the user in: .* to database 'gone'$/),
    },
    severalStatements: expect.stringMatching(/^answers with an error: You have an error in your SQL syntax/),
    time: "select timestamp('2026-01-02 03:04:05')",
  },
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
    expect(await look({ url: url({ name: 'gone' }) })).toMatchObject({ verdict: 'down', ...WORDS[scheme].noDatabase });
    expect(await look({ query: 'select * from gone' })).toMatchObject({
      code: 'sql',
      text: expect.stringContaining('gone'),
    });
  });

  it('nothing can be written, not even by who may', async () => {
    const owner = url({ user: 'owner' });
    for (const query of ['create table evil (id int)', 'drop table orders']) {
      const finding = await look({ url: owner, query });
      expect(finding).toMatchObject({ code: 'sql', text: expect.stringMatching(WORDS[scheme].readOnly) });
    }
    const several = 'commit; drop table orders';
    expect(await look({ url: owner, query: several })).toMatchObject({ text: WORDS[scheme].severalStatements });
    expect(await look({ query: 'select count(*) from orders', expect: { value: 3 } })).toMatchObject({ verdict: 'up' });
  });

  it('values are what the server calls them, in whatever time zone', async () => {
    const time = { query: WORDS[scheme].time, expect: { value: '2026-01-02 03:04:05' } };
    expect(await look(time)).toMatchObject({ verdict: 'up' });
    const none = { query: 'select null', expect: { 'at-least': 0 } };
    expect(await look(none)).toMatchObject({ text: 'answers with null instead of at least 0' });
  });

  it('a result that nobody wants to keep (W4)', async () => {
    expect(await look({ query: "select repeat('x', 2000000)" })).toMatchObject({
      code: 'body_too_large',
      text: 'answers with more than 1 MiB',
    });
  });

  it('a query that takes too long ends at the deadline (W1), on the server too', async () => {
    const started = performance.now();
    const finding = await look({ query: WORDS[scheme].sleep }, 700);
    expect(performance.now() - started).toBeLessThan(800);
    expect(finding).toMatchObject({ code: 'deadline', text: 'did not answer the query within 700 ms' });
    const sleepers = { url: url({ user: 'owner' }), query: WORDS[scheme].sleepers, expect: { value: 0 } };
    await database.server.until('rid of the query', async () => (await look(sleepers)).verdict === 'up');
  });

  // Last: it is gone afterwards.
  it('a server that has been stopped', async () => {
    database.server.signal('SIGKILL');
    await database.server.until('to be gone', async () => (await look({})).code === 'tcp_refused').catch(() => {});
    expect(await look({})).toMatchObject({ verdict: 'down', code: 'tcp_refused' });
  });
});

/** A certificate for the server, the authority that it trusts in clients, and a client's own. */
const pairs = async () => {
  const ca = await authority();
  const [own, client] = [await certificate({ ca, to: 10 }), await certificate({ ca, name: 'tocsin' })];
  return {
    ca,
    client: { certificate: client.cert, key: client.key },
    write: (directory: string) => {
      writeFileSync(join(directory, 'ca.crt'), ca.cert);
      writeFileSync(join(directory, 'server.crt'), own.cert);
      writeFileSync(join(directory, 'server.key'), own.key, { mode: 0o600 });
    },
  };
};

const STRICT = {
  postgresql: async (write: (directory: string) => void) =>
    postgres({
      settings: [
        'ssl=on',
        'ssl_cert_file=server.crt',
        'ssl_key_file=server.key',
        'ssl_ca_file=ca.crt',
        'max_connections=4',
        'superuser_reserved_connections=1',
      ],
      prepare: (directory) => {
        write(directory);
        const lines = [
          'hostssl all robot 127.0.0.1/32 scram-sha-256 clientcert=verify-ca',
          'host all tocsin 127.0.0.1/32 scram-sha-256',
        ];
        writeFileSync(join(directory, 'pg_hba.conf'), `local all owner trust\n${lines.join('\n')}\n`);
      },
    }),
  mysql: async (write: (directory: string) => void) =>
    mariadb({
      settings: ['ssl-cert=../server.crt', 'ssl-key=../server.key', 'ssl-ca=../ca.crt', 'max-connections=10'],
      prepare: write,
    }),
};
const FULL = { postgresql: /too many clients|remaining connection slots/, mysql: /Too many connections/ };

describe.each(['postgresql', 'mysql'] as const)('a real server, with TLS and few connections: %s', (scheme) => {
  let database: Database;
  let files: Awaited<ReturnType<typeof pairs>>;
  beforeAll(async () => {
    files = await pairs();
    database = await STRICT[scheme](files.write);
  }, 120_000);
  afterAll(() => database?.server.stop());

  const at = (query = '', user = 'tocsin') => `${scheme}://${user}:swordfish!@127.0.0.1:${database.port}/shop${query}`;

  it('its certificate is judged as any other', async () => {
    const ca = files.ca.cert;
    const fine = await run(sql, { url: at('?sslmode=require'), ca });
    expectConsistent(fine);
    expect(fine).toMatchObject({ verdict: 'up', observed: { 'tls-protocol': 'TLSv1.3', 'certificate-days-left': 9 } });
    expect(await run(sql, { url: at(), tls: true, ca, warn: { certificate: '21d' } })).toMatchObject({
      verdict: 'degraded',
      code: 'tls_expiring',
    });
    // These servers send their authority along, which is not one of ours.
    expect(await run(sql, { url: at(), tls: true })).toMatchObject({ verdict: 'down', code: 'tls_self_signed' });
    expect((await run(sql, { url: at(), ca, warn: { certificate: '21d' } })).observed).not.toHaveProperty(
      'tls-protocol',
    );
  });

  it('nobody is told the password before the certificate is judged', async () => {
    const finding = await run(sql, { url: at('?sslmode=require').replace('swordfish!', 'wrong') });
    expect(finding).toMatchObject({ verdict: 'down', code: 'tls_self_signed' });
  });

  it('shows its own certificate to who asks for it', async () => {
    const asked = { url: at('?sslmode=require', 'robot'), ca: files.ca.cert };
    expect(await run(sql, asked)).toMatchObject({ verdict: 'down', code: 'credentials' });
    expect(await run(sql, { ...asked, 'client-certificate': files.client })).toMatchObject({ verdict: 'up' });
  });

  it('says that there are too many clients', async () => {
    const query = scheme === 'mysql' ? 'select sleep(3)' : 'select pg_sleep(3)';
    const busy = Array.from({ length: 12 }, () => run(sql, { url: at(), query }, { timeout: 5_000 }));
    let full: Awaited<ReturnType<typeof run>> | undefined;
    for (let tries = 0; tries < 20 && full?.verdict !== 'down'; tries += 1) full = await run(sql, { url: at() });
    expect(full).toMatchObject({ verdict: 'down', code: 'sql', text: expect.stringMatching(FULL[scheme]) });
    await Promise.all(busy);
  });
});
