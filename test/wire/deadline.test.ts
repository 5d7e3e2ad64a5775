import { describe, expect, it } from '@jest/globals';
import { deadline, LATE } from '../../src/wire/deadline.ts';

describe('one deadline for several steps', () => {
  it('gives what comes in time, and rejects as the work does', async () => {
    const time = deadline(5_000);
    expect(await time.wait(Promise.resolve(7))).toBe(7);
    await expect(time.wait(Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('is over for every later step, and leaves late work to itself', async () => {
    const time = deadline(20);
    let fail = (_error: Error) => {};
    const work = new Promise<never>((_resolve, reject) => {
      fail = reject;
    });
    expect(await time.wait(work)).toBe(LATE);
    // A timer of Node may be early by a fraction of a millisecond.
    expect(time.left()).toBeLessThan(2);
    expect(await time.wait(new Promise(() => {}))).toBe(LATE);
    fail(new Error('nobody waits for this any more'));
    await new Promise(setImmediate);
  });

  it('counts down', () => {
    const time = deadline(5_000);
    expect(time.left()).toBeGreaterThan(4_000);
    expect(time.left()).toBeLessThanOrEqual(5_000);
  });
});
