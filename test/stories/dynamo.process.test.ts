import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Swept } from '../support/crashes.ts';
import { plainNode } from '../support/plain.ts';

/** One in so many port calls: all of them take a quarter of an hour. */
const EVERY_NTH = 61;

interface Found {
  readonly stories: Readonly<Record<'memory' | 'dynamo', { readonly timeline: readonly unknown[] }>>;
  readonly found: readonly Swept[];
}

describe('a whole incident with its state in DynamoDB', () => {
  let got: Found;
  beforeAll(async () => {
    const { code, out, err } = await plainNode('test/support/crashes-dynamo-process.ts', String(EVERY_NTH));
    expect([code, err]).toEqual([0, '']);
    got = JSON.parse(out) as Found;
  }, 120_000);

  it('is the very same as in memory: timeline, messages, head, archive (V5)', () => {
    expect(got.stories.memory.timeline.length).toBeGreaterThan(10);
    expect(got.stories.dynamo).toEqual(got.stories.memory);
  });

  it('loses no page, marks repeats, tells everyone and closes whatever befalls its port calls (rule 5)', () => {
    expect(got.found.map(({ fault, problems }) => [fault, problems])).toEqual([
      ['crash before', []],
      ['crash after', []],
      ['error before', []],
      ['error after', []],
      ['conflict', []],
    ]);
    for (const { fault, calls } of got.found) expect([fault, calls > 0]).toEqual([fault, true]);
  });
});
