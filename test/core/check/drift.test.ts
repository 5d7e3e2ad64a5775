import { describe, expect, it } from '@jest/globals';
import { againstUsual } from '../../../src/core/check/drift.ts';
import { someResult } from '../../support/store-samples.ts';

const takes = (total: number) => someResult({ phases: { total } });

describe('a check against what is usual', () => {
  it('is degraded from so many times on, and says what it is measured by (I6)', () => {
    expect(againstUsual(takes(2_400), 700, 3)).toMatchObject({
      verdict: 'degraded',
      code: 'slow',
      text: 'takes 2.4 s, 3.4 times as long as usual at this hour (700 ms)',
      expectations: [
        {
          name: 'baseline',
          weight: 'warn',
          expected: 'less than 2.1 s, 3 times the usual 700 ms',
          seen: '2.4 s',
          ok: false,
          code: 'slow',
        },
      ],
    });
    expect(againstUsual(takes(2_100), 700, 3).verdict).toBe('degraded');
  });

  it('stays up below that, with the expectation that it met', () => {
    expect(againstUsual(takes(2_099), 700, 3)).toMatchObject({
      verdict: 'up',
      code: 'ok',
      expectations: [{ name: 'baseline', ok: true }],
    });
  });

  it('is left as it is where nothing is usual yet, where it fails anyway, and on a cold start (W8)', () => {
    const others = [
      someResult({ verdict: 'down' }),
      someResult({ verdict: 'unknown' }),
      { ...takes(9_000), cold: true as const },
    ];
    expect(againstUsual(takes(9_000), undefined, 3)).toEqual(takes(9_000));
    for (const other of others) expect(againstUsual(other, 700, 3)).toBe(other);
  });
});
