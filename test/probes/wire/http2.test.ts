import { createSecureServer, type ServerHttp2Stream } from 'node:http2';
import { describe, expect, it } from '@jest/globals';
import { http } from '../../../src/probes/http.ts';
import { kept } from '../../support/peers/kept.ts';
import { listening, type Peer } from '../../support/peers/raw.ts';
import { certificate, tlsPeer } from '../../support/peers/tls.ts';
import { expectConsistent } from '../../support/probe-contract.ts';
import { run } from '../../support/probe-run.ts';

const keep = kept();
const pair = await certificate();

const http2Peer = async (answer: (stream: ServerHttp2Stream, path: string) => void): Promise<Peer> => {
  let count = 0;
  const server = createSecureServer({ key: pair.key, cert: pair.cert, maxHeaderListPairs: 4_000 });
  server.on('sessionError', () => {});
  server.on('stream', (stream, headers) => {
    count += 1;
    stream.on('error', () => {});
    answer(stream, String(headers[':path']));
  });
  return listening(server, 'https', () => count);
};

const look = async (peer: Peer, settings: object = {}) => {
  const finding = await run(
    http,
    { url: peer.url, ca: pair.cert, expect: { 'http-version': 2, ...settings } },
    { trace: true },
  );
  expectConsistent(finding);
  return finding;
};

describe('HTTP/2, where a check expects it', () => {
  it('is agreed on by ALPN, and judged like any answer', async () => {
    const peer = await keep(
      http2Peer((stream) => {
        stream.respond({ ':status': 200, 'content-type': 'application/json', 'x-own': ['a', 'b'] });
        stream.end('{"status":"ok"}');
      }),
    );
    const finding = await look(peer, { json: { '$.status': 'ok' }, header: { 'x-own': 'a, b' } });
    expect(finding).toMatchObject({ verdict: 'up', observed: { status: 200, 'http-version': '2.0' } });
    expect(finding.trace).toEqual(expect.arrayContaining([expect.stringMatching(/^← HTTP\/2.0 200/)]));
    expect(finding.phases).toMatchObject({ tls: expect.any(Number), wait: expect.any(Number) });
  });

  it('a server that only speaks HTTP/1.1 is told so', async () => {
    expect(await look(await keep(tlsPeer(pair)))).toMatchObject({
      code: 'protocol_error',
      text: 'answers with HTTP/1.1 instead of HTTP/2.0',
    });
  });

  it('follows redirects, an answer without a body included', async () => {
    const peer = await keep(
      http2Peer((stream, path) => {
        if (path === '/there') return void stream.respond({ ':status': 204 }, { endStream: true });
        stream.respond({ ':status': 302, location: '/there' }, { endStream: true });
      }),
    );
    expect(await look(peer)).toMatchObject({ verdict: 'up', observed: { status: 204, redirects: 1 } });
  });

  it.each<[string, (stream: ServerHttp2Stream) => void, string, string]>([
    ['a stream that is refused', (s) => s.close(7), 'protocol_error', 'refuses the HTTP/2 stream'],
    [
      'a body that is cut off',
      (s) => {
        s.respond({ ':status': 200 });
        s.write('half', () => setImmediate(() => s.session?.destroy()));
      },
      'protocol_error',
      'ends in the middle of its answer',
    ],
    [
      'a connection that ends',
      (s) => s.session?.destroy(),
      'protocol_error',
      'closes the connection without answering',
    ],
    [
      '17 KiB of headers',
      (s) =>
        s.respond(
          Object.fromEntries([[':status', 200], ...Array.from({ length: 20 }, (_, i) => [`x-${i}`, 'a'.repeat(900)])]),
        ),
      'headers_too_large',
      'answers with more than 16 KiB of headers',
    ],
    [
      'a body over the cap',
      (s) => {
        s.respond({ ':status': 200 });
        s.end(Buffer.alloc(2_000_000));
      },
      'body_too_large',
      'answers with more than 1 MiB',
    ],
  ])('%s', async (_name, answer, code, text) => {
    const peer = await keep(http2Peer(answer));
    expect(await look(peer)).toMatchObject({ verdict: 'down', code, text: expect.stringContaining(text) });
  });
});
