import { afterEach, describe, expect, it } from '@jest/globals';
import { readSums } from '../../src/probes/ping/echoes.ts';
import { ping } from '../../src/probes/ping.ts';
import { probeContract } from '../support/probe-contract.ts';
import { complaints, run } from '../support/probe-run.ts';

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
