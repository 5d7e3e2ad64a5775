import { describe, expect, it } from '@jest/globals';
import { Cached } from '../../../src/adapters/aws/cached.ts';
import { MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { MONDAY } from '../../support/plan.ts';

describe('what is cached', () => {
  /** A source that answers when it is told to. */
  const source = () => {
    let now = MONDAY;
    const reads: { key: string; give: (value: string | undefined) => void; fail: (why: string) => void }[] = [];
    const read = (key: string) =>
      new Promise<string | undefined>((give, fail) => reads.push({ key, give, fail: (why) => fail(new Error(why)) }));
    const cached = new Cached({ now: () => now }, 5 * MINUTE, read);
    const pass = (ms: number) => {
      now += ms;
    };
    return { cached, reads, pass };
  };

  it('is read once for all who ask at the same time, and served until it is too old', async () => {
    const { cached, reads, pass } = source();
    const asked = [cached.get('a'), cached.get('a'), cached.get('b')];
    expect(reads.map(({ key }) => key)).toEqual(['a', 'b']);
    reads[0]!.give('1');
    reads[1]!.give('2');
    expect(await Promise.all(asked)).toEqual(['1', '1', '2']);
    pass(5 * MINUTE - 1);
    expect(await cached.get('a')).toBe('1');
    pass(1);
    const again = cached.get('a');
    reads[2]!.give('3');
    expect(await again).toBe('3');
    expect(reads).toHaveLength(3);
  });

  it('is read anew by whoever wants it fresh, also past a reading that is under way and may be old', async () => {
    const { cached, reads } = source();
    const old = cached.get('a');
    const fresh = cached.get('a', 'fresh');
    const joined = cached.get('a');
    expect(reads).toHaveLength(2);
    reads[1]!.give('new');
    expect(await Promise.all([fresh, joined])).toEqual(['new', 'new']);
    reads[0]!.give('old');
    expect(await old).toBe('old');
    expect(await cached.get('a')).toBe('new');
    expect(reads).toHaveLength(2);
  });

  it('serves on while the source fails, and spares it for half a minute', async () => {
    const { cached, reads, pass } = source();
    const first = cached.get('a');
    reads[0]!.give('1');
    await first;
    pass(60 * MINUTE);
    for (const how of [undefined, 'fresh'] as const) {
      pass(30 * SECOND);
      const stale = cached.get('a', how);
      reads.at(-1)!.fail('down');
      expect(await stale).toBe('1');
    }
    expect(reads).toHaveLength(3);
    pass(30 * SECOND - 1);
    expect(await cached.get('a')).toBe('1');
    expect(reads).toHaveLength(3);
    pass(1);
    const well = cached.get('a');
    reads[3]!.give('2');
    expect(await well).toBe('2');
  });

  it('fails as the source does where nothing is kept, and asks again', async () => {
    const { cached, reads } = source();
    const asked = [cached.get('a'), cached.get('a')];
    reads[0]!.fail('down');
    for (const each of asked) await expect(each).rejects.toThrow('down');
    const again = cached.get('a');
    reads[1]!.give('1');
    expect(await again).toBe('1');
  });

  it('does not keep that there is nothing, and forgets what is gone', async () => {
    const { cached, reads } = source();
    for (const value of [undefined, '1']) {
      const asked = cached.get('a');
      reads.at(-1)!.give(value);
      expect(await asked).toBe(value);
    }
    const gone = cached.get('a', 'fresh');
    reads.at(-1)!.give(undefined);
    expect(await gone).toBeUndefined();
    const failing = cached.get('a');
    reads.at(-1)!.fail('down');
    await expect(failing).rejects.toThrow('down');
  });
});
