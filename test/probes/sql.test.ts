import { describe, expect, it } from '@jest/globals';
import { sql } from '../../src/probes/sql.ts';
import { kept } from '../support/peers/kept.ts';
import { rawPeer } from '../support/peers/raw.ts';
import { probeContract } from '../support/probe-contract.ts';
import { complaints, run } from '../support/probe-run.ts';

const keep = kept();

for (const scheme of ['postgresql', 'mysql'])
  describe(scheme, () =>
    probeContract({
      kind: sql,
      settings: ({ port }, credential = 'password') => ({
        url: `${scheme}://user:${encodeURIComponent(credential)}@127.0.0.1:${port}/shop`,
        ...(credential === 'password' ? {} : { query: `select '${credential}'`, expect: { value: credential } }),
      }),
    }),
  );

describe('sql: settings', () => {
  it.each(['https://a.test/', 'postgresql:shop', 'oracle://a/b', 'shop'])('%j is no database', (url) => {
    expect(complaints(sql, { url })).toEqual([
      'url: this is not the address of a database: write postgresql://user:password@host/database',
    ]);
  });

  it.each([
    'postgres://a@b/c',
    'postgresql+asyncpg://a:b@c:5433/d',
    'mysql://a@b',
    'mariadb://a@[::1]/b',
    '${secret:url}',
  ])('%j is one', (url) => {
    expect(complaints(sql, { url })).toEqual([]);
  });

  it('a secret that holds none is said so', async () => {
    await expect(run(sql, { url: '${secret:url}' })).rejects.toThrow('the url is not the address of a database');
  });
});

describe('sql: TLS of PostgreSQL', () => {
  const look = (answer: string, url = '?sslmode=require', more: object = {}) =>
    keep(
      rawPeer((socket) => {
        socket.once('data', (chunk) => {
          // SSLRequest, as the protocol has it.
          expect(chunk.toString('hex')).toBe('0000000804d2162f');
          socket.write(answer);
        });
      }),
    ).then((peer) => run(sql, { url: `postgresql://u:p@127.0.0.1:${peer.port}/d${url}`, ...more }, { timeout: 1_000 }));

  it('is asked for by sslmode, or by `tls`', async () => {
    const refused = { verdict: 'down', code: 'tls_failed', text: 'does not offer TLS' };
    expect(await look('N')).toMatchObject(refused);
    expect(await look('N', '', { tls: true })).toMatchObject(refused);
  });

  it('a server of something else', async () => {
    expect(await look('HTTP/1.1 400')).toMatchObject({
      code: 'tls_failed',
      text: 'answers with something that is not PostgreSQL',
    });
  });
});
