import { beforeAll, describe, expect, it } from '@jest/globals';
import { http } from '../../../src/probes/http.ts';
import { kept } from '../../support/peers/kept.ts';
import { rawPeer } from '../../support/peers/raw.ts';
import { authority, certificate, type Pair, tlsPeer } from '../../support/peers/tls.ts';
import { expectConsistent } from '../../support/probe-contract.ts';
import { run } from '../../support/probe-run.ts';

const keep = kept();

describe('certificates', () => {
  let ca: Pair;
  beforeAll(async () => {
    ca = await authority();
  });

  const look = async (pair: Pair, settings: object = {}) => {
    const peer = await keep(tlsPeer(pair));
    const finding = await run(http, { url: peer.url, ca: ca.cert, ...settings }, { trace: true });
    expectConsistent(finding);
    return { peer, finding };
  };

  it('a good one: its dates are observed', async () => {
    const { finding } = await look(await certificate({ ca, to: 30 }), {
      expect: { contains: 'secure', certificate: '20d' },
    });
    expect(finding).toMatchObject({
      verdict: 'up',
      observed: { certificate: 'localhost', 'certificate-days-left': 29, 'tls-protocol': 'TLSv1.3' },
    });
    expect(Date.parse(String(finding.observed['certificate-until']))).toBeGreaterThan(Date.now());
    expect(finding.phases.tls).toBeGreaterThan(0);
    expect(finding.trace?.join('\n')).toContain('TLSv1.3 with TLS_');
  });

  it('the name is checked, and sent (SNI)', async () => {
    const peer = await keep(tlsPeer(await certificate({ ca, ip: '192.0.2.1' })));
    expect(await run(http, { url: `https://localhost:${peer.port}/`, ca: ca.cert })).toMatchObject({ verdict: 'up' });
  });

  it.each([
    ['expired', { to: -3, from: -30 }, 'tls_expired', 'certificate expired 3 d ago'],
    ['not yet valid', { from: 3, to: 30 }, 'tls_not_yet_valid', 'certificate is only valid in 3 d'],
    ['for another host', { ip: '192.0.2.1' }, 'tls_wrong_host', 'certificate is for another host than 127.0.0.1'],
  ])('%s', async (_, options, code, text) => {
    const { peer, finding } = await look(await certificate({ ca, ...options }));
    expect(finding).toMatchObject({ verdict: 'down', code, text, observed: { certificate: 'localhost' } });
    expect(finding.observed['certificate-until']).toBeDefined();
    // Nothing was sent: not the headers, not the secrets in them.
    expect(peer.connections()).toBe(0);
  });

  it('self-signed', async () => {
    const { finding } = await look(await certificate());
    expect(finding).toMatchObject({ code: 'tls_self_signed', text: 'certificate is self-signed' });
  });

  it('self-signed and expired: the dates come first', async () => {
    const { finding } = await look(await certificate({ from: -30, to: -3 }));
    expect(finding).toMatchObject({ code: 'tls_expired' });
  });

  it('incomplete chain: its issuer is missing', async () => {
    const { finding } = await look(await certificate({ ca: await authority() }), { ca: undefined });
    expect(finding).toMatchObject({ code: 'tls_incomplete_chain' });
  });

  it('a root nobody trusts in the chain', async () => {
    const other = await authority();
    const leaf = await certificate({ ca: other });
    const { finding } = await look({ ...leaf, cert: `${leaf.cert}\n${other.cert}` }, { ca: undefined });
    expect(finding).toMatchObject({ code: 'tls_self_signed' });
  });

  it('about to expire: degraded as a warning, down as an expectation', async () => {
    const pair = await certificate({ ca, to: 10.5 });
    const { finding } = await look(pair, { warn: { certificate: '21d' } });
    expect(finding).toMatchObject({
      verdict: 'degraded',
      code: 'tls_expiring',
      text: expect.stringMatching(/^has a certificate that expires in 1\d d$/),
    });
    expect((await look(pair, { expect: { certificate: '21d' } })).finding).toMatchObject({
      verdict: 'down',
      code: 'tls_expiring',
    });
  });

  it('every handshake is a full one (W2): the second check sees the certificate too', async () => {
    const peer = await keep(tlsPeer(await certificate({ ca })));
    for (let i = 0; i < 2; i += 1) {
      const finding = await run(http, { url: peer.url, ca: ca.cert });
      expect(finding).toMatchObject({ verdict: 'up', observed: { certificate: 'localhost' } });
    }
  });
});

describe('handshakes', () => {
  it.each([
    ['plain HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n', /not TLS/],
    ['a close', '', /closes the connection during the TLS handshake/],
  ])('%s instead of one', async (_, reply, text) => {
    const peer = await keep(
      rawPeer((socket) => {
        socket.once('data', () => socket.end(reply));
      }, 'https'),
    );
    expect(await run(http, { url: peer.url })).toMatchObject({
      verdict: 'down',
      code: 'tls_failed',
      text: expect.stringMatching(text),
    });
  });
});
