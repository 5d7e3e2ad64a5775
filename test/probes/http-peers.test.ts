import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { http } from '../../src/probes/http.ts';
import { httpPeer, json } from '../support/peers/http.ts';
import { leftOpen, type Peer, rawPeer, says } from '../support/peers/raw.ts';
import { endlessBody } from '../support/peers/slow.ts';
import { expectConsistent } from '../support/probe-contract.ts';
import { run } from '../support/probe-run.ts';

const open: Peer[] = [];
const keep = async (peer: Promise<Peer>): Promise<Peer> => {
  open.push(await peer);
  return peer;
};
afterEach(async () => {
  for (const peer of open.splice(0)) await peer.close();
});

const OK = 'HTTP/1.1 200 OK\r\n';
const CHUNKED = `${OK}Transfer-Encoding: chunked\r\n\r\n`;
const gzipped = (body: Buffer, encodings: number) => {
  let out = body;
  for (let i = 0; i < encodings; i += 1) out = gzipSync(out);
  const names = Array(encodings).fill('gzip').join(', ');
  return Buffer.concat([Buffer.from(`${OK}Content-Encoding: ${names}\r\nContent-Length: ${out.length}\r\n\r\n`), out]);
};

/** Research §2: what must come of each misbehaviour. */
const CASES: readonly (readonly [what: string, start: () => Promise<Peer>, code: string, text: RegExp])[] = [
  ['a reset', () => rawPeer((s) => s.once('data', () => s.resetAndDestroy())), 'tcp_reset', /^resets the connection$/],
  ['a close without an answer', () => says(''), 'protocol_error', /closes the connection without answering/],
  ['an endless body', endlessBody, 'body_too_large', /more than 1 MiB/],
  ['a gzip bomb', () => says(gzipped(Buffer.alloc(50 * 1024 * 1024), 1)), 'body_too_large', /more than 1 MiB/],
  ['six nested encodings', () => says(gzipped(Buffer.from('x'), 6)), 'body_too_large', /6 nested encodings/],
  ['17 KiB of headers', () => says(`${OK}X: ${'a'.repeat(17 * 1024)}\r\n\r\n`), 'headers_too_large', /16 KiB/],
  ['a truncated body', () => says(`${OK}Content-Length: 50\r\n\r\nhello`), 'protocol_error', /in the middle/],
  ['a truncated chunked body', () => says(`${CHUNKED}5\r\nhello\r\n`), 'protocol_error', /in the middle/],
  ['a broken chunk', () => says(`${CHUNKED}5\r\nhello\r\nZZ\r\n`), 'protocol_error', /broken chunk/],
  [
    'a body longer than its length',
    () => says(`${OK}Content-Length: 5\r\n\r\nhelloWORLD`),
    'protocol_error',
    /more than its Content-Length/,
  ],
  [
    'two lengths',
    () => says(`${OK}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`),
    'protocol_error',
    /contradicting lengths/,
  ],
  [
    'truncated gzip',
    () => says(Buffer.from(`${OK}Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08`, 'latin1')),
    'protocol_error',
    /does not decompress/,
  ],
  ['something that is not HTTP', () => says('SSH-2.0-OpenSSH_9.9\r\n'), 'protocol_error', /not HTTP/],
  [
    'a switch of protocols',
    () => says('HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
    'protocol_error',
    /switches the protocol/,
  ],
];

describe('http against misbehaving peers', () => {
  it.each(CASES)('%s', async (_, start, code, text) => {
    const peer = await keep(start());
    const finding = await run(http, { url: peer.url, expect: { status: 'any' } });
    expect(finding).toMatchObject({ verdict: 'down', code, text: expect.stringMatching(text) });
    expectConsistent(finding);
    expect(await leftOpen(peer)).toBe(0);
  });

  it('a gzip bomb costs little memory (W4)', async () => {
    const bomb = gzipped(Buffer.alloc(200 * 1024 * 1024), 1);
    const peer = await keep(says(bomb));
    const before = process.memoryUsage.rss();
    const finding = await run(http, { url: peer.url });
    expect(finding.code).toBe('body_too_large');
    expect(process.memoryUsage.rss() - before).toBeLessThan(32 * 1024 * 1024);
  });

  it.each([
    ['gzip', 2],
    ['gzip', 5],
  ])('%s, %i times, is read', async (_, times) => {
    const peer = await keep(says(gzipped(Buffer.from('hello'), times)));
    expect(await run(http, { url: peer.url, expect: { contains: 'hello' } })).toMatchObject({ verdict: 'up' });
  });

  it('an HTTP/1.0 answer without a length is read to the end', async () => {
    const peer = await keep(says('HTTP/1.0 200 OK\r\n\r\nhello'));
    const finding = await run(http, { url: peer.url, expect: { contains: 'hello', 'http-version': 1.1 } });
    expect(finding).toMatchObject({ code: 'protocol_error', text: 'answers with HTTP/1.0 instead of HTTP/1.1' });
  });

  it.each([
    ['invalid JSON', '{"status": ok}', /is not JSON/],
    ['a byte order mark', '\uFEFF{"status":"ok"}', /byte order mark/],
    ['an empty body', '', /is empty/],
    ['another value', '{"status":"bad"}', /^answers with "bad" at \$\.status instead of "ok"$/],
    ['nothing at the path', '{}', /^answers with nothing at \$\.status/],
    ['100,000 levels', '['.repeat(100_000) + ']'.repeat(100_000), /answers with/],
  ])('%s is `json`', async (_, body, text) => {
    const peer = await keep(json(body));
    for (const path of ['$.status', '$..status']) {
      const finding = await run(http, { url: peer.url, expect: { json: { [path]: 'ok' } } });
      expect(finding).toMatchObject({ verdict: 'down', code: 'json' });
      if (path === '$.status') expect(finding.text).toMatch(text);
    }
  });

  it('a fresh connection for every check: no keep-alive (W2)', async () => {
    let sockets = 0;
    const peer = await keep(
      rawPeer((socket) => {
        sockets += 1;
        socket.on('data', () => socket.write(`${OK}Content-Length: 2\r\n\r\nok`));
      }),
    );
    for (let i = 0; i < 3; i += 1) expect(await run(http, { url: peer.url })).toMatchObject({ verdict: 'up' });
    expect(sockets).toBe(3);
  });

  it('reports the address that answered and the phases in order', async () => {
    const peer = await keep(httpPeer((_, response) => response.end('hello')));
    const finding = await run(http, { url: `http://localhost:${peer.port}/` });
    expect(finding).toMatchObject({ verdict: 'up', observed: { status: 200, address: '127.0.0.1', bytes: 5 } });
    expect(Object.keys(finding.phases)).toEqual(['dns', 'connect', 'wait', 'transfer', 'total']);
  });
});
