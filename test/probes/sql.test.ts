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
  it.each(['https://a.test/', 'postgresql:shop', 'oracle://a@b/c', 'postgresql://host/shop', 'shop'])(
    '%j is no database',
    (url) => {
      expect(complaints(sql, { url })).toEqual([
        'url: this is not the address of a database: write postgresql://user:password@host/database',
      ]);
    },
  );

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

  it.each(['HTTP/1.1 400', 'S and a word before TLS'])('a server that answers %j', async (answer) => {
    expect(await look(answer)).toMatchObject({
      code: 'tls_failed',
      text: 'answers with something that is not PostgreSQL',
    });
  });

  it('a server that cannot even say so', async () => {
    expect(await look('E\0\0\0\x10could not fork')).toMatchObject({
      code: 'sql',
      text: 'answers with an error instead of starting TLS',
    });
  });
});

/** A message of PostgreSQL's: its type, its length, its body. */
const message = (type: string, body: string | Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(Buffer.byteLength(body) + 4);
  return Buffer.concat([Buffer.from(type), length, Buffer.from(body)]);
};
const LOGGED_IN = Buffer.concat([message('R', Buffer.alloc(4)), message('Z', 'I')]);

describe('sql: what no database says', () => {
  const look = async (answers: readonly Buffer[], heard: (chunk: Buffer) => void = () => {}) => {
    const peer = await keep(
      rawPeer((socket) => {
        let nth = 0;
        socket.on('data', (chunk) => {
          heard(chunk);
          socket.write(answers[nth++] ?? '');
        });
      }),
    );
    return run(sql, { url: `postgresql://user:@127.0.0.1:${peer.port}/shop` }, { timeout: 1_000 });
  };

  it.each([
    ['letting us in', [message('T', Buffer.of(255, 255))]],
    ['letting us in', [message('R', Buffer.of(0, 0))]],
    ['answering the query', [LOGGED_IN, message('D', Buffer.of(0, 9, 127, 255, 255, 255))]],
  ])('a broken message when %s ends the check, not the process', async (stage, answers) => {
    expect(await look(answers)).toMatchObject({
      verdict: 'down',
      code: 'protocol_error',
      text: `does not keep to its protocol when ${stage}`,
    });
  });

  it('more than anybody wants to keep (W4)', async () => {
    const endless = Buffer.concat(Array.from({ length: 2_000 }, () => message('S', `name\0${'a'.repeat(600)}\0`)));
    expect(await look([endless])).toMatchObject({ code: 'body_too_large', text: 'answers with more than 1 MiB' });
  });

  it('a refusal with a full stop of its own', async () => {
    const refusal = (code: string, says: string) => message('E', `SFATAL\0VFATAL\0C${code}\0M${says}\0\0`);
    expect(await look([refusal('28P01', 'Not you.')])).toMatchObject({
      code: 'credentials',
      text: 'does not let the user in: Not you',
    });
    // Words that a driver might use too: it is the server that says them.
    expect(await look([LOGGED_IN, refusal('57P01', 'Connection terminated: unexpected end.')])).toMatchObject({
      code: 'sql',
      text: 'answers with an error: Connection terminated: unexpected end',
    });
  });

  it('is not told the password of this machine', async () => {
    process.env.PGPASSWORD = 'of-this-machine';
    try {
      const heard: string[] = [];
      const asksInClear = message('R', Buffer.of(0, 0, 0, 3));
      await look([asksInClear, message('E', 'SFATAL\0C28P01\0Mno\0\0')], (chunk) =>
        heard.push(chunk.toString('latin1')),
      );
      expect(heard).toHaveLength(2);
      expect(heard[1]).toBe('p\0\0\0\x05\0');
    } finally {
      delete process.env.PGPASSWORD;
    }
  });
});

describe('sql: a server that goes away', () => {
  it.each(['postgresql', 'mysql'])('%s: by closing, by resetting', async (scheme) => {
    const [closing, resetting] = [
      await keep(rawPeer((socket) => socket.end())),
      await keep(rawPeer((socket) => void socket.once('data', () => socket.resetAndDestroy()))),
    ];
    const at = ({ port }: { port: number }) =>
      run(sql, { url: `${scheme}://u:p@127.0.0.1:${port}/d` }, { timeout: 500 });
    expect(await at(closing)).toMatchObject({
      code: 'protocol_error',
      text: 'closes the connection instead of letting us in',
    });
    // MySQL's client waits for a greeting first.
    const reset = { code: 'tcp_reset', text: 'resets the connection instead of letting us in' };
    const silent = { code: 'deadline', text: 'did not let us in within 500 ms' };
    expect(await at(resetting)).toMatchObject(scheme === 'mysql' ? silent : reset);
  });
});
