import { afterEach, describe, expect, it } from '@jest/globals';
import { readSums } from '../../src/probes/ping/echoes.ts';
import { ping } from '../../src/probes/ping.ts';
import { dnsPeer } from '../support/peers/dns.ts';
import { kept } from '../support/peers/kept.ts';
import { pingProgram, sums } from '../support/peers/ping.ts';
import { expectConsistent, probeContract } from '../support/probe-contract.ts';
import { complaints, context, parse, run } from '../support/probe-run.ts';

probeContract({ kind: ping, peers: false, settings: () => ({ host: '127.0.0.1' }) });

const PATH = process.env.PATH;
afterEach(() => {
  process.env.PATH = PATH;
});

describe('ping: where it cannot be', () => {
  it('on AWS Lambda it says so, and what to do', async () => {
    expect(await run(ping, { host: '127.0.0.1' }, { platform: 'lambda' })).toMatchObject({
      verdict: 'unknown',
      text: 'could not be checked: ping is not possible on AWS Lambda, which has no raw sockets; use kind: tcp',
    });
  });

  it('without the program too', async () => {
    process.env.PATH = '';
    expect(await run(ping, { host: '127.0.0.1' })).toMatchObject({
      verdict: 'unknown',
      text: 'could not be checked: there is no `ping` on this machine; install iputils-ping, or use kind: tcp',
    });
  });

  it('addresses that may not be connected to get no echo request either (W5)', async () => {
    expect(await run(ping, { host: '169.254.169.254' })).toMatchObject({ code: 'blocked_address' });
  });

  it.each(['-f', '127.0.0.1; id', '$(id)', '--help'])('%j is no host', (host) => {
    expect(complaints(ping, { host })).toHaveLength(1);
  });
});

const keep = kept();

/** Looks with a program that runs these lines. */
const look = async (lines: readonly string[], settings: object = {}, changes: Parameters<typeof run>[2] = {}) => {
  await keep(pingProgram(...lines));
  const finding = await run(ping, { host: '127.0.0.1', ...settings }, { trace: true, ...changes });
  expectConsistent(finding);
  return finding;
};

describe('ping: what came back', () => {
  it('asks for echoes of a literal address, and for no names', async () => {
    const finding = await look(['echo "asked: $*"', ...sums(3, 3)], { host: 'localhost', count: 2 });
    expect(finding).toMatchObject({
      verdict: 'up',
      text: 'echoes in 1 ms',
      observed: { address: '127.0.0.1', 'loss-percent': 0, 'round-trip-ms': 0.5 },
    });
    expect(finding.trace).toContain('  asked: -n -c 2 127.0.0.1');
  });

  it.each([
    ['nothing', sums(3, 0), {}, 'down', 'does not echo from 127.0.0.1'],
    ['nothing, though all may be lost', sums(3, 0), { expect: { loss: 100 } }, 'down', 'does not echo from 127.0.0.1'],
    ['too little', sums(3, 1), {}, 'down', 'loses 66.7 % of echoes from 127.0.0.1'],
    ['less than all', sums(3, 2), { warn: { loss: 0 } }, 'degraded', 'loses 33.3 % of echoes from 127.0.0.1'],
  ])('%s', async (_what, lines, settings, verdict, text) => {
    expect(await look(lines, settings)).toMatchObject({ verdict, code: 'ping_lost', text });
  });

  it('enough of it', async () => {
    expect(await look(sums(3, 2))).toMatchObject({ verdict: 'up', observed: { 'loss-percent': 33.3 } });
  });

  it('too late: the average counts, not how long the program ran', async () => {
    const settings = { expect: { 'response-time': '50ms' } };
    expect(await look(sums(3, 3, 80), settings)).toMatchObject({
      verdict: 'down',
      code: 'slow',
      text: 'takes 80 ms to answer, more than 50 ms',
    });
    expect(await look(sums(3, 3, 20), settings)).toMatchObject({ verdict: 'up' });
  });

  it('a program that may not send says so itself', async () => {
    const lines = ['echo "ping: socktype: SOCK_RAW: Operation not permitted" >&2', 'exit 2'];
    expect(await look(lines)).toMatchObject({
      verdict: 'unknown',
      text: 'could not be checked: ping: socktype: SOCK_RAW: Operation not permitted',
    });
    expect(await look(['exit 2'])).toMatchObject({ text: 'could not be checked: ping says nothing' });
  });

  it('by IPv4 where this machine has no IPv6', async () => {
    const names = await keep(dnsPeer(() => ({ A: ['127.0.0.1'], AAAA: ['::1'] })));
    const lines = ['case "$4" in *:*) echo "ping: connect: Network is unreachable" >&2; exit 2;; esac', ...sums(3, 3)];
    const changes = { nameServers: [names.server], allowNetworks: ['127.0.0.0/8', '::1/128'] };
    expect(await look(lines, { host: 'shop.test' }, changes)).toMatchObject({
      verdict: 'up',
      observed: { address: '127.0.0.1' },
    });
  });

  it('is not asked for where a public name leads inside (W5)', async () => {
    const names = await keep(dnsPeer(() => ({ A: ['10.0.0.1'] })));
    const finding = await look(['echo "asked: $*"'], { host: 'shop.test' }, { nameServers: [names.server] });
    expect(finding).toMatchObject({ verdict: 'down', code: 'blocked_address' });
    expect(finding.trace?.join()).not.toContain('asked:');
  });

  it('a secret that names the host is no option of the program', async () => {
    const parsed = { ...(parse(ping, { host: '127.0.0.1' }) as object), host: '-f' };
    const names = await keep(dnsPeer(() => 'nxdomain'));
    await keep(pingProgram('echo "asked: $*"'));
    const settings = parsed as Parameters<typeof ping.run>[0];
    const finding = await ping.run(settings, context({ trace: true, nameServers: [names.server] }));
    expect(finding).toMatchObject({ verdict: 'down', code: 'dns_nxdomain' });
    expect(finding.trace?.join()).not.toContain('asked:');
  });
});

describe('ping: what programs print', () => {
  it.each([
    [
      'iputils',
      '3 packets transmitted, 2 received, 33.3333% packet loss, time 2003ms\nrtt min/avg/max/mdev = 0.031/0.045/0.058/0.011 ms',
      { loss: 33.3333, average: 0.045 },
    ],
    [
      'busybox',
      '3 packets transmitted, 3 packets received, 0% packet loss\nround-trip min/avg/max = 0.1/0.2/0.3 ms',
      { loss: 0, average: 0.2 },
    ],
    [
      'BSD',
      '3 packets transmitted, 3 packets received, 0.0% packet loss\nround-trip min/avg/max/stddev = 0.036/0.051/0.061/0.011 ms',
      { loss: 0, average: 0.051 },
    ],
    ['nobody there', '3 packets transmitted, 0 received, +3 errors, 100% packet loss, time 2041ms', { loss: 100 }],
  ])('%s', (_program, said, sums) => {
    expect(readSums(said)).toEqual(sums);
  });

  it('nothing that says how many', () => {
    expect(readSums('ping: socket: Operation not permitted')).toBeUndefined();
  });
});
