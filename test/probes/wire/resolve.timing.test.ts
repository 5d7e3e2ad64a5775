import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startDeadline } from '../../../src/probes/wire/deadline.ts';
import { isFailure } from '../../../src/probes/wire/failure.ts';
import { type ResolveOptions, resolveHost } from '../../../src/probes/wire/resolve.ts';
import { type DnsAnswer, dnsPeer } from '../../support/peers/dns.ts';
import { kept } from '../../support/peers/kept.ts';

const keep = kept();

async function resolve(host: string, options: ResolveOptions, timeout = 5_000) {
  const deadline = startDeadline(timeout);
  const found = await resolveHost(host, deadline, options);
  const took = deadline.elapsed();
  deadline.end();
  return { found, took, code: isFailure(found) ? found.failed : undefined };
}

const asked = async (answer: (name: string, nth: number) => DnsAnswer) => {
  const peer = await keep(dnsPeer(answer));
  return { peer, ...(await resolve('shop.test', { nameServers: [peer.server] })) };
};

describe('looking up names (W3)', () => {
  it('both families, IPv6 first', async () => {
    const { found } = await asked(() => ({ A: ['192.0.2.1', '192.0.2.2'], AAAA: ['2001:db8::1'] }));
    expect(found).toEqual(['2001:db8::1', '192.0.2.1', '192.0.2.2']);
  });

  it('one family is enough', async () => {
    const { found, took } = await asked(() => ({ A: ['192.0.2.1'] }));
    expect(found).toEqual(['192.0.2.1']);
    expect(took).toBeLessThan(200);
  });

  it('NXDOMAIN and SERVFAIL are known at once', async () => {
    for (const [answer, code] of [
      ['nxdomain', 'dns_nxdomain'],
      ['servfail', 'dns_servfail'],
    ] as const) {
      const { code: got, took } = await asked(() => answer);
      expect(got).toBe(code);
      expect(took).toBeLessThan(500);
    }
  });

  it('a name without addresses does not exist for us', async () => {
    expect((await asked(() => ({}))).found).toMatchObject({
      failed: 'dns_nxdomain',
      text: 'cannot be found: the name shop.test has no address',
    });
  });

  it('a lost packet costs one second, not five', async () => {
    const { found, took } = await asked((_, nth) => (nth <= 2 ? 'silent' : { A: ['192.0.2.1'] }));
    expect(found).toEqual(['192.0.2.1']);
    expect(took).toBeGreaterThan(950);
    expect(took).toBeLessThan(1_200);
  });

  it('silence is `dns_timeout` in three seconds', async () => {
    const { code, took } = await asked(() => 'silent');
    expect(code).toBe('dns_timeout');
    expect(took).toBeLessThan(3_100);
  });

  it('a deadline before that is kept', async () => {
    const peer = await keep(dnsPeer(() => 'silent'));
    const { code, took } = await resolve('shop.test', { nameServers: [peer.server] }, 300);
    expect(code).toBe('dns_timeout');
    expect(took).toBeLessThan(400);
  });

  it('a dead first name server costs one attempt', async () => {
    const [dead, alive] = [await keep(dnsPeer(() => 'silent')), await keep(dnsPeer(() => ({ A: ['192.0.2.1'] })))];
    const { found, took } = await resolve('shop.test', { nameServers: [dead.server, alive.server] });
    expect(found).toEqual(['192.0.2.1']);
    expect(took).toBeLessThan(1_300);
  });

  it('an unreachable name server says nothing about the peer', async () => {
    const gone = await dnsPeer(() => 'silent');
    await gone.close();
    expect((await resolve('shop.test', { nameServers: [gone.server] })).found).toMatchObject({
      failed: 'unknown',
      ours: true,
    });
  });

  it('literals, localhost and the hosts file need no name server', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tocsin-'));
    const hostsFile = join(folder, 'hosts');
    await writeFile(hostsFile, '# 192.0.2.8 shop.test\n192.0.2.9\tother Shop.test # here\n::1 shop.test\n');
    const options = { nameServers: ['127.0.0.1:1'], hostsFile };
    expect((await resolve('192.0.2.7', options)).found).toEqual(['192.0.2.7']);
    expect((await resolve('[2001:db8::7]', options)).found).toEqual(['2001:db8::7']);
    expect((await resolve('api.localhost', options)).found).toEqual(['127.0.0.1', '::1']);
    expect((await resolve('shop.test', options)).found).toEqual(['192.0.2.9', '::1']);
    await rm(folder, { recursive: true });
  });
});
