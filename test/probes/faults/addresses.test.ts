import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { http } from '../../../src/probes/http.ts';
import { addressGuard } from '../../../src/probes/wire/addresses.ts';
import { type DnsPeer, dnsPeer } from '../../support/peers/dns.ts';
import { httpPeer } from '../../support/peers/http.ts';
import type { Peer } from '../../support/peers/raw.ts';
import { run } from '../../support/probe-run.ts';

/** A service of the inside, and a public one whose redirects lead where `location` says. What gets through is counted at the socket. */
let secret: Peer;
let outside: Peer;
let dns: DnsPeer;
let location = '';
let answers: (name: string, nth: number) => string = () => '127.0.0.1';

beforeAll(async () => {
  secret = await httpPeer((_, response) => response.end('secret'));
  outside = await httpPeer((_, response) => response.writeHead(302, { location }).end(), '127.0.0.2');
  dns = await dnsPeer((name, nth) => ({ A: [name === 'shop.example' ? '127.0.0.2' : answers(name, nth)] }));
});
afterAll(async () => {
  await Promise.all([secret.close(), outside.close(), dns.close()]);
});

/** The public service is reached although it is on this machine; nothing else of the inside is allowed. */
const follow = async (to: string, allowNetworks = ['127.0.0.2/32']) => {
  // A header is ASCII; percent-encoded, a host means the same (WHATWG URL).
  location = to.replace(/[^\x20-\x7e]/g, encodeURIComponent);
  const url = `http://shop.example:${outside.port}/`;
  return run(http, { url }, { nameServers: [dns.server], allowNetworks, timeout: 2_000 });
};

describe('a redirect to the inside, however it is spelt (W5)', () => {
  it.each([
    ['dotted', '127.0.0.1'],
    ['decimal', '2130706433'],
    ['octal', '0177.0.0.01'],
    ['hexadecimal', '0x7f000001'],
    ['hexadecimal parts', '0x7f.0.0.0x1'],
    ['short', '127.1'],
    ['shorter', '0x7f.1'],
    ['another loopback', '127.0.0.53'],
    ['this host', '0.0.0.0'],
    ['nothing but zero', '0'],
    ['mapped into IPv6', '[::ffff:127.0.0.1]'],
    ['mapped, as groups', '[::ffff:7f00:1]'],
    ['translated', '[64:ff9b::7f00:1]'],
    ['6to4', '[2002:7f00:1::]'],
    ['IPv6 loopback', '[::1]'],
    ['IPv6 loopback in full', '[0:0:0:0:0:0:0:1]'],
    ['IPv6 unspecified', '[::]'],
    ['full-width digits', '１２７.０.０.１'],
    ['full stops of another script', '127。0。0。1'],
    ['a final dot', '127.0.0.1.'],
    ['localhost', 'localhost'],
    ['localhost, shouted', 'LOCALHOST'],
    ['a name below localhost', 'a.localhost'],
    ['localhost with a final dot', 'localhost.'],
    ['behind a user', 'shop.example@127.0.0.1'],
    ['a name that leads there', 'inside.example'],
    ['private', '10.0.0.1'],
    ['private, 172', '172.16.0.1'],
    ['private, 192', '192.168.1.1'],
    ['shared', '100.64.0.1'],
    ['unique local', '[fd12::1]'],
  ])('%s: %s', async (_how, host) => {
    const finding = await follow(`http://${host}:${secret.port}/`);
    expect(finding).toMatchObject({ verdict: 'down', code: 'blocked_address' });
    expect(secret.connections()).toBe(0);
  });

  it.each([
    '169.254.169.254',
    '169.254.170.2',
    '[fd00:ec2::254]',
    '[::ffff:169.254.169.254]',
    '2852039166',
    '[fe80::1]',
  ])('metadata at %s, even where every network is allowed', async (host) => {
    expect(await follow(`http://${host}/latest/meta-data`, ['0.0.0.0/0', '::/0'])).toMatchObject({
      verdict: 'down',
      code: 'blocked_address',
    });
  });

  it("Lambda's own runtime, even where loopback is allowed", async () => {
    process.env.AWS_LAMBDA_RUNTIME_API = `127.0.0.1:${secret.port}`;
    const finding = await follow(`http://127.0.0.1:${secret.port}/`, ['127.0.0.0/8']);
    delete process.env.AWS_LAMBDA_RUNTIME_API;
    expect(finding).toMatchObject({ code: 'blocked_address' });
    expect(secret.connections()).toBe(0);
  });

  it('a name that first leads outside, then inside (rebinding)', async () => {
    let asked = 0;
    // Both families are asked each time; every later question is answered with the inside.
    answers = () => (asked++ < 2 ? '127.0.0.2' : '127.0.0.1');
    const url = `http://rebound.example:${outside.port}/`;
    location = `http://rebound.example:${secret.port}/`;
    const around = { nameServers: [dns.server], allowNetworks: ['127.0.0.2/32'], timeout: 2_000 };
    const finding = await run(http, { url }, around);
    answers = () => '127.0.0.1';
    expect(finding.verdict).toBe('down');
    expect(secret.connections()).toBe(0);
  });

  it('and is let through where it is allowed, so that the count can count', async () => {
    expect(await follow(`http://127.0.0.1:${secret.port}/`, ['127.0.0.0/8'])).toMatchObject({ verdict: 'up' });
    expect(secret.connections()).toBe(1);
  });
});

describe('every spelling of an IPv4 address is judged as that address', () => {
  const refuses = (address: string) => addressGuard('shop.example', [])(address, 80, 'shop.example') !== undefined;
  const octet = fc.integer({ min: 0, max: 255 });

  it('mapped, translated and 6to4 alike', () => {
    fc.assert(
      fc.property(octet, octet, octet, octet, (a, b, c, d) => {
        const plain = `${a}.${b}.${c}.${d}`;
        const [high, low] = [((a << 8) | b).toString(16), ((c << 8) | d).toString(16)];
        const spellings = [
          `::ffff:${plain}`,
          `::ffff:${high}:${low}`,
          `64:ff9b::${high}:${low}`,
          `2002:${high}:${low}::1`,
        ];
        const wanted = refuses(plain);
        for (const spelling of spellings) expect([spelling, refuses(spelling)]).toEqual([spelling, wanted]);
      }),
      { numRuns: 300 },
    );
  });

  it('no link-local, private or loopback one is let through', () => {
    const inside = fc.oneof(
      fc.tuple(fc.constant(10), octet, octet, octet),
      fc.tuple(fc.constant(127), octet, octet, octet),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
      fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
      fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
    );
    fc.assert(
      fc.property(inside, (parts) => {
        expect(refuses(parts.join('.'))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
