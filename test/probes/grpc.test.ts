import { createServer, type ServerHttp2Stream } from 'node:http2';
import { describe, expect, it } from '@jest/globals';
import { readStatus, writeRequest } from '../../src/probes/grpc/message.ts';
import { grpc } from '../../src/probes/grpc.ts';
import { grpcPeer } from '../support/peers/grpc.ts';
import { kept } from '../support/peers/kept.ts';
import { listening } from '../support/peers/raw.ts';
import { authority, certificate, tlsPeer } from '../support/peers/tls.ts';
import { expectConsistent, probeContract } from '../support/probe-contract.ts';
import { run } from '../support/probe-run.ts';

const keep = kept();

probeContract({
  kind: grpc,
  settings: ({ port }, credential) => ({
    host: '127.0.0.1',
    port,
    ...(credential === undefined ? {} : { service: credential, headers: { authorization: `Bearer ${credential}` } }),
  }),
});

const look = async (port: number, settings: object = {}) => {
  const finding = await run(grpc, { host: '127.0.0.1', port, ...settings }, { trace: true });
  expectConsistent(finding);
  return finding;
};

describe('grpc: a real server', () => {
  it.each([
    ['', 'up', 'serves, and says so in'],
    ['shop.Orders', 'up', 'serves, and says so in'],
    ['shop.Mail', 'down', 'says NOT_SERVING of shop.Mail'],
    ['shop.Gone', 'down', 'does not know the service shop.Gone'],
    ['é'.repeat(200), 'down', 'does not know the service'],
  ])('the service %j is %s', async (service, verdict, text) => {
    const peer = await keep(grpcPeer({ '': 'SERVING', 'shop.Orders': 'SERVING', 'shop.Mail': 'NOT_SERVING' }));
    const finding = await look(peer.port, { service });
    expect(finding).toMatchObject({ verdict, text: expect.stringContaining(text) });
    if (verdict === 'down') expect(finding.code).toBe('grpc');
  });

  it('a secret in the name of the service is kept whole (W7)', async () => {
    const secret = `secret-${'5f'.repeat(60)}`;
    const peer = await keep(grpcPeer({ [secret]: 'NOT_SERVING' }));
    const settings = { host: '127.0.0.1', port: peer.port, service: secret };
    expect(await run(grpc, settings, { secrets: [secret] })).toMatchObject({
      code: 'grpc',
      text: 'says NOT_SERVING of [redacted]',
    });
  });

  it('without the health service', async () => {
    const peer = await keep(grpcPeer(undefined));
    expect(await look(peer.port)).toMatchObject({ code: 'grpc', text: 'has no health service (grpc.health.v1)' });
  });

  it('over TLS, its certificate judged', async () => {
    const ca = await authority();
    const peer = await keep(grpcPeer({ '': 'SERVING' }, await certificate({ ca, to: 10 })));
    const tls = { tls: true, ca: ca.cert };
    expect(await look(peer.port, tls)).toMatchObject({ verdict: 'up', observed: { 'certificate-days-left': 9 } });
    expect(await look(peer.port, { ...tls, warn: { certificate: '21d' } })).toMatchObject({
      verdict: 'degraded',
      code: 'tls_expiring',
    });
    expect(await look(peer.port, { tls: true })).toMatchObject({ code: 'tls_incomplete_chain' });
    expect(await look(peer.port)).toMatchObject({ verdict: 'down', code: 'protocol_error' });
  });

  it('a web server is told apart', async () => {
    const ca = await authority();
    const web = await keep(tlsPeer(await certificate({ ca })));
    expect(await look(web.port, { tls: true, ca: ca.cert })).toMatchObject({ verdict: 'down', code: 'tls_failed' });
  });
});

describe('grpc: odd servers', () => {
  const odd = async (answer: (stream: ServerHttp2Stream) => void) => {
    let count = 0;
    const server = createServer();
    server.on('stream', (stream) => {
      count += 1;
      stream.on('error', () => {});
      answer(stream);
    });
    return look((await keep(listening(server, 'http', () => count))).port);
  };
  const grpcHeaders = { ':status': 200, 'content-type': 'application/grpc' };

  it.each<[string, (stream: ServerHttp2Stream) => void, string, string]>([
    [
      'no status',
      (s) => {
        s.respond(grpcHeaders);
        s.end();
      },
      'grpc',
      'answers without a gRPC status: it is no gRPC server',
    ],
    ['HTTP 401', (s) => s.respond({ ':status': 401 }, { endStream: true }), 'credentials', 'answers HTTP 401'],
    [
      'a status that is none',
      (s) => s.respond({ ...grpcHeaders, 'grpc-status': 'fine' }, { endStream: true }),
      'grpc',
      'answers the status "fine"',
    ],
    [
      'a sentence',
      (s) => s.respond({ ...grpcHeaders, 'grpc-status': '13', 'grpc-message': 'Oops.%0AGone.' }, { endStream: true }),
      'grpc',
      'answers INTERNAL: Oops. Gone',
    ],
    ['HTTP 503', (s) => s.respond({ ':status': 503 }, { endStream: true }), 'grpc', 'answers HTTP 503 instead of gRPC'],
    [
      'unavailable, in the headers alone',
      (s) =>
        s.respond({ ...grpcHeaders, 'grpc-status': '14', 'grpc-message': 'connecting%20to%20db' }, { endStream: true }),
      'grpc',
      'answers UNAVAILABLE: connecting to db',
    ],
    [
      'who are you',
      (s) => s.respond({ ...grpcHeaders, 'grpc-status': '16' }, { endStream: true }),
      'credentials',
      'answers UNAUTHENTICATED',
    ],
    [
      'no message',
      (s) => {
        s.respond(grpcHeaders, { waitForTrailers: true });
        s.on('wantTrailers', () => s.sendTrailers({ 'grpc-status': '0' }));
        s.end(Buffer.from([0, 0, 0, 0, 9, 1]));
      },
      'grpc',
      'answers with something that is no health status',
    ],
    ['a reset', (s) => s.close(2), 'protocol_error', 'HTTP'],
  ])('%s', async (_what, answer, code, text) => {
    expect(await odd(answer)).toMatchObject({ verdict: 'down', code, text: expect.stringContaining(text) });
  });
});

describe('grpc: two small messages', () => {
  it('are written as protoc does', () => {
    expect(writeRequest('').toString('hex')).toBe('0000000000');
    expect(writeRequest('shop').toString('hex')).toBe('00000000060a0473686f70');
    expect(writeRequest('a'.repeat(200)).subarray(0, 8).toString('hex')).toBe('00000000cb0ac801');
  });

  it.each([
    ['0000000000', 'UNKNOWN'],
    ['00000000020801', 'SERVING'],
    ['00000000020802', 'NOT_SERVING'],
    ['0000000004100708 01'.replace(' ', ''), 'SERVING'],
    ['00000000020809', 'status 9'],
    ['01000000020801', undefined],
    ['00000000030801', undefined],
    ['000000000208', undefined],
    ['0000000002ffff', undefined],
    ['', undefined],
  ])('%s is %s', (hex, status) => {
    expect(readStatus(Buffer.from(hex, 'hex'))).toBe(status);
  });
});
