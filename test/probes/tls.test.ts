import { describe, expect, it } from '@jest/globals';
import { tls } from '../../src/probes/tls.ts';
import { kept } from '../support/peers/kept.ts';
import { authority, certificate, tlsPeer } from '../support/peers/tls.ts';
import { expectConsistent, probeContract } from '../support/probe-contract.ts';
import { run } from '../support/probe-run.ts';

const keep = kept();
const ca = await authority();

probeContract({
  kind: tls,
  credential: false,
  settings: ({ port }) => ({ host: '127.0.0.1', port }),
});

const look = async (made: Parameters<typeof certificate>[0] = {}, settings: object = {}) => {
  const peer = await keep(tlsPeer(await certificate({ ca, ...made })));
  const finding = await run(tls, { host: '127.0.0.1', port: peer.port, ca: ca.cert, ...settings }, { trace: true });
  expectConsistent(finding);
  return finding;
};

describe('tls', () => {
  it('a good handshake, with what it showed', async () => {
    const finding = await look();
    expect(finding).toMatchObject({
      verdict: 'up',
      text: expect.stringMatching(/^shakes hands in \d+ ms, the certificate is good for 90 d$/),
      observed: { 'tls-protocol': 'TLSv1.3', 'certificate-days-left': 89, certificate: 'localhost' },
    });
    expect(finding.observed['certificate-issuer']).toContain('Test Authority');
  });

  it.each([
    [{ to: -1, from: -9 }, 'tls_expired', /^certificate expired 2\d h ago|1 d ago$/],
    [{ from: 1 }, 'tls_not_yet_valid', /only valid in/],
    [{ ip: '127.0.0.9', name: 'other.test' }, 'tls_wrong_host', /another host than 127.0.0.1/],
  ])('%j is %s', async (made, code, text) => {
    expect(await look(made)).toMatchObject({ verdict: 'down', code, text: expect.stringMatching(text) });
  });

  it('self-signed, and with an authority that nobody knows', async () => {
    const peer = await keep(tlsPeer(await certificate()));
    const bare = { host: '127.0.0.1', port: peer.port };
    expect(await run(tls, bare)).toMatchObject({ code: 'tls_self_signed' });
    const other = await keep(tlsPeer(await certificate({ ca })));
    expect(await run(tls, { ...bare, port: other.port })).toMatchObject({ code: 'tls_incomplete_chain' });
  });

  it('soon to expire is degraded by default, and down where it is expected', async () => {
    expect(await look({ to: 10 })).toMatchObject({
      verdict: 'degraded',
      code: 'tls_expiring',
      text: 'has a certificate that expires in 10 d',
    });
    expect(await look({ to: 10 }, { expect: { certificate: '14d' } })).toMatchObject({
      verdict: 'down',
      code: 'tls_expiring',
    });
    expect(await look({ to: 10 }, { warn: { certificate: '7d' } })).toMatchObject({ verdict: 'up' });
  });

  it('asks for another name where it is told to', async () => {
    expect(await look({ ip: '127.0.0.9', name: 'shop.test' }, { 'server-name': 'shop.test' })).toMatchObject({
      verdict: 'up',
    });
  });

  it('the issuer', async () => {
    expect(await look({}, { expect: { issuer: 'Test Auth' } })).toMatchObject({ verdict: 'up' });
    expect(await look({}, { expect: { issuer: "Let's Encrypt" } })).toMatchObject({
      code: 'tls_failed',
      text: "has a certificate by CN=Test Authority instead of Let's Encrypt",
    });
  });
});
