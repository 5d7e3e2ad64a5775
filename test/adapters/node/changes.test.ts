import { setImmediate as macrotask } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { LocalChanges } from '../../../src/adapters/node/changes.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

describe('changes', () => {
  it('are told once for a burst, and again for the next', async () => {
    const changes = new LocalChanges();
    let told = 0;
    changes.subscribe(() => told++);
    for (let i = 0; i < 100; i++) changes.announce();
    expect(told).toBe(0);
    await macrotask();
    expect(told).toBe(1);
    await macrotask();
    expect(told).toBe(1);
    changes.announce();
    await macrotask();
    expect(told).toBe(2);
  });

  it('are told to each subscription until it ends', async () => {
    const changes = new LocalChanges();
    let told = 0;
    const listener = () => told++;
    const end = changes.subscribe(listener);
    changes.subscribe(listener);
    changes.announce();
    await macrotask();
    expect(told).toBe(2);
    end();
    end();
    changes.announce();
    await macrotask();
    expect(told).toBe(3);
  });

  it('that a listener announces itself are the next burst', async () => {
    const changes = new LocalChanges();
    let told = 0;
    changes.subscribe(() => {
      told++;
      if (told === 1) changes.announce();
    });
    changes.announce();
    await macrotask();
    await macrotask();
    expect(told).toBe(2);
  });

  it('reach the others when one listener throws, and a warning says so', async () => {
    const changes = new LocalChanges();
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => {});
    let told = 0;
    changes.subscribe(() => {
      throw new Error('the browser has gone');
    });
    changes.subscribe(() => told++);
    changes.announce();
    await macrotask();
    expect(told).toBe(1);
    expect(warn.mock.calls).toEqual([['a listener to changes failed: the browser has gone']]);
  });
});
