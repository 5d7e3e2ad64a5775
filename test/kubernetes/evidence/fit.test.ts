import { describe, expect, it } from '@jest/globals';
import type { Diagnosis } from '../../../src/kubernetes/evidence/diagnosis.ts';
import { fitted } from '../../../src/kubernetes/evidence/fit.ts';

const many = <T>(count: number, of: (n: number) => T): readonly T[] => Array.from({ length: count }, (_, n) => of(n));
const LONG = 'ü'.repeat(240);
const large: Diagnosis = {
  summary: 'backend-deployment: 0 of 3 ready',
  rollout: { is: 'failed', text: 'late' },
  troubles: many(8, (n) => ({ pod: `a-${n}`, reason: 'CrashLoopBackOff', detail: LONG })),
  revisions: many(5, (number) => ({ number, images: [LONG], cause: LONG })),
  warnings: many(10, (n) => `${n} ${LONG}`),
  logs: many(6, (n) => ({ pod: `a-${n}`, container: 'backend', lines: many(15, (line) => `${line} ${LONG}`) })),
  causes: many(8, (n) => ({
    is: 'crash' as const,
    text: `${n} ${LONG}`,
    section: '2.2' as const,
    cause: 'crashed',
    commands: [LONG, LONG],
  })),
  missing: Object.fromEntries(many(20, (n) => [`question ${n}`, LONG])),
};

describe('a diagnosis that can be kept', () => {
  it('is given as it is where it is small', () => {
    const small: Diagnosis = { summary: 'x', troubles: [], revisions: [], warnings: [], missing: {} };
    expect(fitted(small)).toBe(small);
  });

  it.each([15_000, 30_000])('loses what says least until it is no larger than %d bytes', (most) => {
    const kept = fitted(large, most);
    expect(Buffer.byteLength(JSON.stringify(kept))).toBeLessThanOrEqual(most);
    expect(kept).toMatchObject({ summary: large.summary, rollout: large.rollout });
    expect(kept.troubles.slice(0, 1)).toEqual(large.troubles.slice(0, 1));
    expect(kept.causes!.slice(0, 3)).toEqual(large.causes!.slice(0, 3));
    expect(Object.keys(kept.missing)).toEqual(Object.keys(large.missing));
  });

  it('keeps the end of a log longest', () => {
    const { logs } = fitted(large, 30_000);
    expect(logs!.length).toBeGreaterThan(0);
    for (const { lines } of logs!) expect(lines.at(-1)).toBe(`14 ${LONG}`);
  });
});
