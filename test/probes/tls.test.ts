import { createSecureContext } from 'node:tls';
import { describe, expect, it } from '@jest/globals';
import { tls } from '../../src/probes/tls.ts';
import { kept } from '../support/peers/kept.ts';
import { authority, certificate, chained, tlsPeer } from '../support/peers/tls.ts';
import { expectConsistent, probeContract } from '../support/probe-contract.ts';
import { complaints, run } from '../support/probe-run.ts';

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

  it('asks for that name, so that one address may have several certificates', async () => {
    const other = await certificate({ ca, name: 'shop.test' });
    const asked: string[] = [];
    const peer = await keep(
      tlsPeer(await certificate({ ca, name: 'default.test' }), '', {
        SNICallback: (name, done) => {
          asked.push(name);
          done(null, createSecureContext(other));
        },
      }),
    );
    const settings = { host: '127.0.0.1', port: peer.port, ca: ca.cert, 'server-name': 'shop.test' };
    expect(await run(tls, settings)).toMatchObject({ verdict: 'up', observed: { certificate: 'shop.test' } });
    expect(asked).toEqual(['shop.test']);
  });

  it('the version agreed on', async () => {
    const old = await keep(tlsPeer(await certificate({ ca }), '', { maxVersion: 'TLSv1.2' }));
    const settings = { host: '127.0.0.1', port: old.port, ca: ca.cert };
    expect(await run(tls, settings)).toMatchObject({ verdict: 'up', observed: { 'tls-protocol': 'TLSv1.2' } });
    expect(await run(tls, { ...settings, expect: { protocol: 'TLSv1.3' } })).toMatchObject({
      verdict: 'down',
      code: 'tls_failed',
      text: 'agrees on TLSv1.2 instead of at least TLSv1.3',
    });
    expect(complaints(tls, { host: 'a.test', expect: { protocol: 'TLSv1.1' } })).toHaveLength(1);
  });

  it('a server that only speaks versions of the past is down', async () => {
    const past = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const peer = await keep(tlsPeer(await certificate({ ca }), '', past));
    expect(await run(tls, { host: '127.0.0.1', port: peer.port, ca: ca.cert })).toMatchObject({
      verdict: 'down',
      code: 'tls_failed',
      text: expect.stringMatching(/^does not agree on TLS: /),
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

describe('tls: the chain', () => {
  const lookThrough = async (days: number, settings: object = {}) => {
    const between = await authority({ name: 'Intermediate', to: days, ca });
    const own = await certificate({ ca: between });
    const peer = await keep(tlsPeer(chained(own, between, ca)));
    const target = { host: '127.0.0.1', port: peer.port, ca: ca.cert, ...settings };
    const finding = await run(tls, target, { trace: true });
    expectConsistent(finding);
    return finding;
  };

  it('is shown, with what each of it is good for', async () => {
    const finding = await lookThrough(200);
    expect(finding).toMatchObject({
      verdict: 'up',
      observed: {
        'certificate-chain': 'localhost, by Intermediate, by Test Authority',
        'tls-cipher': expect.stringContaining('TLS_'),
      },
    });
    expect(finding.trace?.filter((line) => line.startsWith('  sent '))).toHaveLength(3);
  });

  it('an intermediate certificate that expires before the server’s counts as well', async () => {
    expect(await lookThrough(10)).toMatchObject({
      verdict: 'degraded',
      code: 'tls_expiring',
      text: 'has an intermediate certificate that expires in 10 d: Intermediate',
    });
    expect(await lookThrough(10, { expect: { certificate: '14d' } })).toMatchObject({ verdict: 'down' });
    expect(await lookThrough(10, { warn: { certificate: '7d' } })).toMatchObject({ verdict: 'up' });
  });

  it('but an authority that is sent along does not: clients have their own', async () => {
    const soon = await authority({ name: 'Old Authority', to: 10 });
    const own = await certificate({ ca: soon });
    const peer = await keep(tlsPeer(chained(own, soon)));
    const finding = await run(tls, { host: '127.0.0.1', port: peer.port, ca: soon.cert });
    expect(finding).toMatchObject({ verdict: 'up', observed: { 'certificate-chain': 'localhost, by Old Authority' } });
  });

  it('without what leads to an authority it is incomplete', async () => {
    const between = await authority({ name: 'Intermediate', ca });
    const peer = await keep(tlsPeer(await certificate({ ca: between })));
    expect(await run(tls, { host: '127.0.0.1', port: peer.port, ca: ca.cert })).toMatchObject({
      verdict: 'down',
      code: 'tls_incomplete_chain',
      text: 'certificate chain is incomplete',
      observed: { 'certificate-chain': 'localhost', 'certificate-issuer': 'CN=Intermediate' },
    });
  });
});
