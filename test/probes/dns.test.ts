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
  const finding = await run(
    dns,
    { name: 'shop.test', server: peer.server, ...settings },
    {
      trace: true,
      nameServers: [peer.server],
    },
  );
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
    SOA: ['ns1.shop.test hostmaster.shop.test 2026070100'],
    CAA: ['0 issue ca.example'],
    SRV: ['1 5 5432 db.shop.test'],
  },
  '9.113.0.203.in-addr.arpa': { PTR: ['shop.test'] },
  'lb.test': { A: ['203.0.113.8', '203.0.113.9'], AAAA: ['2001:db8:0::9'] },
  'token.test': { TXT: ['token=AbC'] },
  'six.test': { AAAA: ['2001:db8::9'] },
  'far.test': { CNAME: ['www.shop.test'], A: ['203.0.113.77'] },
  'round.test': { CNAME: ['round.test'], A: ['203.0.113.77'] },
  'broken.test': 'servfail',
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
    [{ type: 'NS', expect: { equals: 'NS1.shop.test.' } }, 'leads to ns1.shop.test in'],
    [{ type: 'AAAA', expect: { equals: '2001:DB8:0:0::9' } }, 'leads to 2001:db8::9 in'],
    [{ type: 'SOA' }, 'leads to ns1.shop.test hostmaster.shop.test 2026070100 in'],
    [{ type: 'CAA', expect: { contains: '0 issue "ca.example"' } }, 'leads to 0 issue ca.example in'],
    [{ type: 'SRV', expect: { contains: '1 5 5432 DB.shop.test.' } }, 'leads to 1 5 5432 db.shop.test in'],
    [{ name: 'www.shop.test', type: 'CNAME', expect: { contains: 'balancer.test.' } }, 'leads to Balancer.Test in'],
    [{ name: '9.113.0.203.in-addr.arpa', type: 'PTR', expect: { equals: 'shop.test' } }, 'leads to shop.test in'],
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
    [
      { name: 'token.test', type: 'TXT', expect: { contains: 'token=abc' } },
      'dns_mismatch',
      'has no TXT record token=abc, but token=AbC',
    ],
    [{ name: 'lb.test', type: 'CAA' }, 'dns_nxdomain', 'cannot be found: the name lb.test has no CAA record'],
    [{ name: `${'a'.repeat(64)}.test` }, 'dns_nxdomain', `cannot be found: ${'a'.repeat(64)}.test is not a valid name`],
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

  it('by aliases over several names', async () => {
    const settings = { name: 'far.test', expect: { 'points-at': 'balancer.test.' } };
    expect(await look(SHOP, settings)).toMatchObject({ verdict: 'up' });
  });

  it('aliases that lead around in circles lead nowhere', async () => {
    const settings = { name: 'round.test', expect: { 'points-at': 'balancer.test' } };
    expect(await look(SHOP, settings)).toMatchObject({
      code: 'dns_mismatch',
      text: 'points at 203.0.113.77 instead of balancer.test',
    });
  });

  it('with IPv6 alone, which is all that it needs', async () => {
    const settings = { name: 'six.test', expect: { 'points-at': '2001:db8::9' } };
    expect(await look(SHOP, settings)).toMatchObject({ verdict: 'up' });
  });

  it('is not decided by a balancer that could not be looked up', async () => {
    expect(await look(SHOP, { expect: { 'points-at': 'broken.test' } })).toMatchObject({
      verdict: 'down',
      code: 'dns_servfail',
      text: 'cannot be looked up: the name server fails for broken.test',
    });
  });

  it.each(['nxdomain', 'servfail', 'no records'])(
    'asks this location about names of which the asked server says %s',
    async (word) => {
      const authority = await dnsPeer((name) =>
        name === 'shop.test' ? { A: ['203.0.113.9'] } : word === 'no records' ? {} : (word as DnsAnswer),
      );
      const own = await dnsPeer((name) => (name === 'lb.test' ? { A: ['203.0.113.9'] } : 'nxdomain'));
      servers.push(authority, own);
      const settings = { name: 'shop.test', server: authority.server, expect: { 'points-at': 'lb.test' } };
      expect(await run(dns, settings, { nameServers: [own.server] })).toMatchObject({ verdict: 'up' });
    },
  );

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

it.each([
  ['169.254.169.254', '169.254.169.254:53'],
  ['[::ffff:169.254.169.254]:5353', '[::ffff:169.254.169.254]:5353'],
])('does not ask a name server at %s, nor anywhere else that is forbidden (W5)', async (server, place) => {
  expect(await run(dns, { name: 'shop.test', server })).toMatchObject({
    verdict: 'down',
    code: 'blocked_address',
    text: `cannot be looked up: ${place} is not asked: link-local and metadata addresses are never allowed`,
  });
});

it('complains about a server that is a name', () => {
  expect(complaints(dns, { name: 'a.test', server: 'ns1.example.com' })).toEqual([
    "server: 'ns1.example.com' is not a name server: write for example 192.0.2.53, or 192.0.2.53:5353",
  ]);
  expect(complaints(dns, { name: 'a.test', server: '[2001:db8::53]:5353' })).toEqual([]);
  expect(complaints(dns, { name: 'a.test', server: '192.0.2.53:65536' })).toHaveLength(1);
});
