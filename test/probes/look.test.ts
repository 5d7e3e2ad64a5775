import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../../src/core/check/check.ts';
import type { ProbeKind } from '../../src/probes/define.ts';
import { http } from '../../src/probes/http.ts';
import { look } from '../../src/probes/look.ts';
import { httpPeer } from '../support/peers/http.ts';
import { kept } from '../support/peers/kept.ts';
import { context, lookAt } from '../support/probe-run.ts';

const keep = kept();

const finding = (changes: Partial<Finding>): Finding => ({
  verdict: 'down',
  code: 'status',
  text: 'answers 500 instead of 200',
  phases: { total: 1 },
  expectations: [],
  failingParts: [],
  observed: {},
  ...changes,
});

/** A kind that answers these findings one after the other, and notes how much time it was given. */
const scripted = (...findings: Partial<Finding>[]) => {
  const timeouts: number[] = [];
  const kind: ProbeKind = {
    kind: 'scripted',
    summary: '',
    shape: {},
    run: async (_, { timeout }) => {
      timeouts.push(timeout);
      return finding(findings[timeouts.length - 1] ?? {});
    },
  };
  return { kind, timeouts };
};

const UP = { verdict: 'up', code: 'ok', text: 'answers 200 in 3 ms' } as const;

describe('looking once, and again where it fails (I1, I2)', () => {
  it('a good look is not repeated', async () => {
    const { kind, timeouts } = scripted(UP);
    expect(await look(kind, {}, context())).not.toHaveProperty('retried');
    expect(timeouts).toEqual([3_000]);
  });

  it.each(['degraded', 'unknown'] as const)('%s is not repeated', async (verdict) => {
    const { kind, timeouts } = scripted({ verdict });
    expect(await look(kind, {}, context())).toMatchObject({ verdict });
    expect(timeouts).toHaveLength(1);
  });

  it('a repeat that passes counts, with the first look beside it', async () => {
    const { kind, timeouts } = scripted({}, UP);
    expect(await look(kind, {}, context())).toMatchObject({
      ...UP,
      retried: { code: 'status', text: 'answers 500 instead of 200' },
    });
    expect(timeouts[1]).toBeLessThan(3_000);
    expect(timeouts[1]).toBeGreaterThan(2_900);
  });

  it('a repeat that fails counts', async () => {
    const { kind } = scripted({}, { code: 'tcp_refused', text: 'refuses connections' });
    const seen = await look(kind, {}, context());
    expect(seen.code).toBe('tcp_refused');
    expect(seen).not.toHaveProperty('retried');
  });

  it.each(['deadline', 'connect_timeout', 'tls_timeout', 'dns_timeout', 'unknown'] as const)(
    'a repeat that ended in %s says less than the first look',
    async (code) => {
      const { kind } = scripted({}, { verdict: code === 'unknown' ? 'unknown' : 'down', code });
      expect(await look(kind, {}, context())).toMatchObject({ verdict: 'down', code: 'status' });
    },
  );

  it('no repeat with less than 250 ms left', async () => {
    const { kind, timeouts } = scripted({}, UP);
    expect(await look(kind, {}, context({ timeout: 249 }))).toMatchObject({ verdict: 'down' });
    expect(timeouts).toHaveLength(1);
  });

  it('whatever is thrown is `unknown`, without secrets', async () => {
    for (const thrown of [new Error('no hunter2 here'), 'hunter2', undefined]) {
      const kind: ProbeKind = { ...scripted().kind, run: () => Promise.reject(thrown) };
      const seen = await look(kind, {}, context({ secrets: ['hunter2'] }));
      expect(seen).toMatchObject({
        verdict: 'unknown',
        code: 'unknown',
        text: expect.stringMatching(/^could not be checked: /),
      });
      expect(seen.text).not.toContain('hunter2');
    }
  });

  it('over the wire: a fresh connection, and the second answer', async () => {
    const peer = await keep(httpPeer((_, response, nth) => response.writeHead(nth === 1 ? 503 : 200).end()));
    expect(await lookAt(http, { url: peer.url })).toMatchObject({
      verdict: 'up',
      retried: { code: 'status', text: 'answers 503 instead of 200-299' },
    });
    expect(peer.connections()).toBe(2);
  });

  it('a URL that turns out to be none is `unknown`', async () => {
    const seen = await lookAt(http, { url: '\x24{secret:internal-url}' });
    expect(seen).toMatchObject({ verdict: 'unknown', text: expect.stringContaining('Invalid URL') });
  });
});
