import { describe, expect, it } from '@jest/globals';
import { bounded, OF_A_MEMORY, OF_A_REPORT } from '../../../src/core/check/bounded.ts';
import type { CheckResult } from '../../../src/core/check/check.ts';
import { someResult } from '../../support/store-samples.ts';

const long = 'x'.repeat(100_000);
const many = <T>(one: (i: number) => T) => Array.from({ length: 5_000 }, (_, i) => one(i));
/** What a peer would send that wants to be remembered. */
const huge = someResult({
  verdict: 'down',
  code: 'status',
  text: long,
  expectations: many((i) => ({
    name: `${i} ${long}`,
    weight: 'expect' as const,
    expected: long,
    seen: long,
    ok: false,
    code: 'status' as const,
  })),
  failingParts: many((i) => `${i} ${long}`),
  observed: Object.fromEntries(many((i) => [`${i} ${long}`, i % 2 === 0 ? long : i])),
  retried: { code: 'status', text: long },
  screenshot: { type: 'image/jpeg', base64: long },
  trace: many(() => long),
});

describe('a bounded result', () => {
  it('is the same where it is of a usual size, whatever bounds it', () => {
    const usual: CheckResult = someResult({
      verdict: 'down',
      code: 'status',
      text: 'answers 500 instead of 200',
      expectations: [{ name: 'status', weight: 'expect', expected: '200', seen: '500', ok: false, code: 'status' }],
      failingParts: ['database'],
      retried: { code: 'tcp_refused', text: 'refused the connection' },
    });
    for (const bounds of [OF_A_REPORT, OF_A_MEMORY]) expect(bounded(usual, bounds)).toEqual(usual);
  });

  it('leaves pictures and traces behind, cuts texts, and keeps the first of what there is too much of', () => {
    const small = bounded(huge, OF_A_MEMORY);
    expect(small).not.toHaveProperty('screenshot');
    expect(small).not.toHaveProperty('trace');
    expect([small.text.length, small.text.at(-1)]).toEqual([OF_A_MEMORY.text, '…']);
    expect(small.expectations).toHaveLength(OF_A_MEMORY.expectations);
    expect(small.expectations[0]!.seen).toHaveLength(OF_A_MEMORY.value);
    expect(small.failingParts[0]).toMatch(/^0 x+…$/);
    expect(Object.keys(small.observed)).toHaveLength(OF_A_MEMORY.observed);
    expect(small.retried!.text).toHaveLength(OF_A_MEMORY.text);
  });

  it('fits into a record of the table, whatever a peer sends', () => {
    expect(Buffer.byteLength(JSON.stringify(bounded(huge, OF_A_MEMORY)))).toBeLessThan(12_000);
    expect(Buffer.byteLength(JSON.stringify(bounded(huge, OF_A_REPORT)))).toBeLessThan(2_000_000);
  });
});
