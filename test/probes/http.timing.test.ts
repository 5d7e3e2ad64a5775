import { describe, expect, it } from '@jest/globals';
import { http } from '../../src/probes/http.ts';
import { httpPeer } from '../support/peers/http.ts';
import { kept } from '../support/peers/kept.ts';
import { rawPeer } from '../support/peers/raw.ts';
import { blackhole, bodyDrip, earlyHintsFlood, headerDrip, silent } from '../support/peers/slow.ts';
import { expectConsistent, probeTimingContract } from '../support/probe-contract.ts';
import { run } from '../support/probe-run.ts';

const keep = kept();

probeTimingContract({ kind: http, settings: ({ port }) => ({ url: `http://127.0.0.1:${port}/` }) });
const TIMEOUT = 300;

const timed = async (settings: object, timeout = TIMEOUT) => {
  const started = performance.now();
  const finding = await run(http, settings, { timeout });
  const took = performance.now() - started;
  expectConsistent(finding);
  return { finding, took };
};

describe('the deadline holds whatever the peer does (W1)', () => {
  it.each([
    ['accepts and says nothing', silent, 'did not answer within 300 ms'],
    ['headers a byte at a time', headerDrip, 'did not answer within 300 ms'],
    ['a flood of 103s', earlyHintsFlood, 'did not answer within 300 ms'],
    ['a body a byte at a time', bodyDrip, 'did not finish its answer within 300 ms'],
  ])('%s', async (_, start, text) => {
    const peer = await keep(start());
    const { finding, took } = await timed({ url: peer.url });
    expect(finding).toMatchObject({ verdict: 'down', code: 'deadline', text });
    expect(took).toBeGreaterThan(TIMEOUT - 10);
    expect(took).toBeLessThan(TIMEOUT + 100);
  });

  it('a SYN that is never answered', async () => {
    const hole = await keep(blackhole());
    const { finding, took } = await timed({ url: `http://127.0.0.1:${hole.port}/` });
    expect(finding).toMatchObject({
      code: 'connect_timeout',
      text: `did not accept a connection on 127.0.0.1:${hole.port} within 300 ms`,
    });
    expect(took).toBeLessThan(TIMEOUT + 100);
  });

  it('a TLS handshake that stalls', async () => {
    const peer = await keep(silent());
    const { finding, took } = await timed({ url: `https://127.0.0.1:${peer.port}/` });
    expect(finding).toMatchObject({ code: 'tls_timeout', text: 'did not finish the TLS handshake within 300 ms' });
    expect(took).toBeLessThan(TIMEOUT + 100);
  });

  it('redirects share the one deadline', async () => {
    const peer = await keep(
      httpPeer((_, response) => void setTimeout(() => response.writeHead(302, { location: '/' }).end(), 80)),
    );
    const { finding, took } = await timed({ url: peer.url });
    expect(finding.code).toBe('deadline');
    expect(took).toBeLessThan(TIMEOUT + 100);
  });

  it('a pattern that takes for ever on what the peer sends', async () => {
    const peer = await keep(httpPeer((_, response) => response.end(`${'a'.repeat(60)}!`)));
    const { finding, took } = await timed({ url: peer.url, expect: { matches: '^(a+)+$' } });
    expect(finding).toMatchObject({ verdict: 'down', code: 'body', text: expect.stringContaining('takes too long') });
    expect(took).toBeLessThan(TIMEOUT + 100);
  });

  it('a refusal is known within 50 ms', async () => {
    const peer = await rawPeer(() => {});
    await peer.close();
    const { finding, took } = await timed({ url: peer.url });
    expect(finding).toMatchObject({ code: 'tcp_refused', text: `refuses connections on 127.0.0.1:${peer.port}` });
    expect(took).toBeLessThan(50);
  });
});

describe('slow answers', () => {
  const slow = () => httpPeer((_, response) => void setTimeout(() => response.end('ok'), 120));

  it('are degraded by a warning, down by an expectation (W10)', async () => {
    const peer = await keep(slow());
    const warned = await timed({ url: peer.url, warn: { 'response-time': '100ms' } });
    expect(warned.finding).toMatchObject({
      verdict: 'degraded',
      code: 'slow',
      text: expect.stringMatching(/^takes 1\d\d ms to answer, more than 100 ms$/),
    });
    const expected = await timed({ url: peer.url, expect: { 'response-time': '100ms' } });
    expect(expected.finding).toMatchObject({ verdict: 'down', code: 'slow' });
    expect(warned.finding.phases.wait).toBeGreaterThan(110);
  });

  it('are fine inside the limit', async () => {
    const peer = await keep(slow());
    expect((await timed({ url: peer.url, warn: { 'response-time': '250ms' } })).finding).toMatchObject({
      verdict: 'up',
    });
  });
});
