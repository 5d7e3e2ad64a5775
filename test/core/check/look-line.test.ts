import { describe, expect, it } from '@jest/globals';
import { lookLine } from '../../../src/core/check/look-line.ts';
import { someResult } from '../../support/store-samples.ts';

const failing = (more: Parameters<typeof someResult>[0]) =>
  lookLine(someResult({ verdict: 'down', observed: {}, ...more })).failingPhase;

describe('the log line of a look', () => {
  it('names what metrics have no room for', () => {
    const status = {
      name: 'status',
      weight: 'expect',
      expected: '200',
      seen: '500',
      ok: false,
      code: 'status',
    } as const;
    const result = someResult({
      verdict: 'down',
      code: 'status',
      text: 'answers 500',
      expectations: [status],
      observed: { status: 500, address: '192.0.2.1' },
      phases: { dns: 1, connect: 2, wait: 3, total: 6 },
      retried: { code: 'tcp_reset', text: 'reset' },
      cold: true,
    });
    expect(lookLine(result)).toEqual({
      monitor: 'backend',
      region: 'here',
      slot: result.slot,
      verdict: 'down',
      code: 'status',
      text: 'answers 500',
      phases: { dns: 1, connect: 2, wait: 3, total: 6 },
      failingPhase: 'answer',
      status: 500,
      cold: true,
      retried: 'tcp_reset',
    });
  });

  it('has no failing phase where nothing failed', () => {
    expect(lookLine(someResult())).not.toHaveProperty('failingPhase');
    expect(failing({ verdict: 'unknown', code: 'unknown' })).toBeUndefined();
  });

  it.each([
    ['dns_nxdomain', 'dns'],
    ['dns_mismatch', 'transfer'],
    ['tcp_refused', 'connect'],
    ['connect_timeout', 'connect'],
    ['tls_expired', 'tls'],
    ['deadline', 'transfer'],
  ] as const)('of %s says %s', (code, phase) => {
    expect(failing({ code, phases: { dns: 1, connect: 1, tls: 1, wait: 1, transfer: 1, total: 5 } })).toBe(phase);
  });

  it('of a deadline, or a broken connection, names what was under way', () => {
    expect(failing({ code: 'deadline', phases: { dns: 1, connect: 9_999, total: 10_000 } })).toBe('connect');
    expect(failing({ code: 'tcp_reset', phases: { dns: 1, connect: 1, wait: 1, total: 3 } })).toBe('wait');
    expect(failing({ code: 'run_failed', phases: { total: 3 } })).toBe('answer');
  });
});
