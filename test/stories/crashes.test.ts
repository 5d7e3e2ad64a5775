import { describe, expect, it } from '@jest/globals';
import { plainNode } from '../support/plain.ts';

interface Found {
  readonly fault: string;
  readonly calls: number;
  readonly problems: readonly string[];
}

describe('something befalls any one port call of a whole incident (rule 5)', () => {
  it('no page is lost, repeats are marked, everyone is told, it closes: every call, every fault', async () => {
    const { code, out, err } = await plainNode('test/support/crashes-process.ts');
    expect([code, err]).toEqual([0, '']);
    const found = JSON.parse(out) as readonly Found[];
    expect(found.map(({ fault }) => fault)).toEqual([
      'crash before',
      'crash after',
      'error before',
      'error after',
      'conflict',
    ]);
    for (const { fault, calls, problems } of found) {
      expect([fault, problems]).toEqual([fault, []]);
      expect([fault, calls > 20]).toEqual([fault, true]);
    }
  }, 120_000);
});
