import { afterEach, describe, expect, it } from '@jest/globals';
import { dns } from '../../src/probes/dns.ts';
import { type DnsAnswer, type DnsPeer, dnsPeer } from '../support/peers/dns.ts';
import { expectConsistent, probeContract } from '../support/probe-contract.ts';
import { complaints, run } from '../support/probe-run.ts';

probeContract({ kind: dns, peers: false, settings: () => ({ name: 'shop.test' }) });

const servers: DnsPeer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

const look = async (answers: Readonly<Record<string, DnsAnswer>>, settings: object = {}) => {
  const peer = await dnsPeer((name) => answers[name] ?? 'nxdomain');
  servers.push(peer);
  const finding = await run(dns, { name: 'shop.test', server: peer.server, ...settings }, { trace: true });
  expectConsistent(finding);
  return finding;
};

const SHOP: Readonly<Record<string, DnsAnswer>> = {
  'shop.test': {
    A: ['203.0.113.9', '203.0.113.8'],
    AAAA: ['2001:db8::9'],
    MX: ['10 mail.shop.test', '20 mail2.shop.test'],
    TXT: ['v=spf1 -all'],
    NS: ['ns1.shop.test'],
  },
  'lb.test': { A: ['203.0.113.8', '203.0.113.9'], AAAA: ['2001:db8:0::9'] },
  'other.test': { A: ['198.51.100.1'] },
  'www.shop.test': { CNAME: ['Balancer.Test'], A: ['203.0.113.77'] },
  'balancer.test': { A: ['203.0.113.78'] },
};

describe('dns: records', () => {
  it.each([
    [{}, 'leads to 203.0.113.9, 203.0.113.8 in'],
    [{ type: 'AAAA' }, 'leads to 2001:db8::9 in'],
    [{ type: 'MX', expect: { contains: '10 mail.shop.test' } }, 'leads to 10 mail.shop.test, 20 mail2.shop.test in'],
    [{ type: 'MX', expect: { equals: ['20 mail2.shop.test', '10 MAIL.shop.test.'] } }, 'leads to'],
    [{ type: 'TXT', expect: { contains: ['v=spf1 -all'] } }, 'leads to v=spf1 -all in'],
    [{ type: 'NS' }, 'leads to ns1.shop.test in'],
  ])('%j is up', async (settings, text) => {
    expect(await look(SHOP, settings)).toMatchObject({ verdict: 'up', text: expect.stringContaining(text) });
  });

  it.each([
    [
      { type: 'MX', expect: { contains: '5 mail.shop.test' } },
      'dns_mismatch',
      'has no MX record 5 mail.shop.test, but 10 mail.shop.test, 20 mail2.shop.test',
    ],
    [
      { type: 'TXT', expect: { contains: 'V=SPF1 -all' } },
      'dns_mismatch',
      'has no TXT record V=SPF1 -all, but v=spf1 -all',
    ],
    [
      { expect: { equals: ['203.0.113.9'] } },
      'dns_mismatch',
      'has the A records 203.0.113.9, 203.0.113.8 instead of 203.0.113.9',
    ],
    [{ type: 'CAA' }, 'dns_nxdomain', 'cannot be found: the name shop.test has no CAA record'],
    [{ name: 'none.test' }, 'dns_nxdomain', 'cannot be found: the name none.test does not exist'],
  ])('%j is %s', async (settings, code, text) => {
    expect(await look(SHOP, settings)).toMatchObject({ verdict: 'down', code, text });
  });

  it('a server that fails', async () => {
    expect(await look({ 'shop.test': 'servfail' })).toMatchObject({ verdict: 'down', code: 'dns_servfail' });
  });
});

describe('dns: where a name points', () => {
  it.each([
    ['all its addresses', ['203.0.113.9', '203.0.113.8', '2001:db8::9']],
    ['a balancer with the same addresses', 'lb.test'],
    ['a balancer and an address', ['other.test', '203.0.113.8', '203.0.113.9', '2001:DB8:0:0::9']],
  ])('at %s', async (_what, wanted) => {
    expect(await look(SHOP, { expect: { 'points-at': wanted } })).toMatchObject({ verdict: 'up' });
  });

  it('by an alias, though the balancer has other addresses by now', async () => {
    const settings = { name: 'www.shop.test', expect: { 'points-at': 'balancer.test' } };
    expect(await look(SHOP, settings)).toMatchObject({ verdict: 'up' });
  });

  it.each([
    [['203.0.113.9', '2001:db8::9'], 'points at 203.0.113.8 instead of 203.0.113.9, 2001:db8::9'],
    ['other.test', 'points at 203.0.113.9, 203.0.113.8, 2001:db8::9 instead of other.test'],
    ['gone.test', 'points at 203.0.113.9, 203.0.113.8, 2001:db8::9 instead of gone.test'],
  ])('elsewhere than %j', async (wanted, text) => {
    expect(await look(SHOP, { expect: { 'points-at': wanted } })).toMatchObject({
      verdict: 'down',
      code: 'dns_mismatch',
      text,
    });
  });
});

it('complains about a server that is a name', () => {
  expect(complaints(dns, { name: 'a.test', server: 'ns1.example.com' })).toEqual([
    "server: 'ns1.example.com' is not a name server: write for example 192.0.2.53, or 192.0.2.53:5353",
  ]);
  expect(complaints(dns, { name: 'a.test', server: '[2001:db8::53]:5353' })).toEqual([]);
});
