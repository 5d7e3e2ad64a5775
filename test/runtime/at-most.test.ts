import { expect, it } from '@jest/globals';
import { atMost } from '../../src/runtime/at-most.ts';

it('looks at so many at a time, in order, whatever becomes of one of them', async () => {
  const started: string[] = [];
  const ends = new Map<string, (fails?: Error) => void>();
  const observer = atMost(2, {
    look: (monitor) =>
      new Promise((resolve, reject) => {
        started.push(monitor);
        ends.set(monitor, (fails) => (fails ? reject(fails) : resolve({ monitor } as never)));
      }),
    control: async () => 'up',
  });
  const all = ['a', 'b', 'c', 'd'].map((name) => observer.look(name, 'here', 0));
  const failed = expect(all[0]).rejects.toThrow('broken');
  await Promise.resolve();
  expect(started).toEqual(['a', 'b']);
  ends.get('a')!(new Error('broken'));
  await failed;
  await Promise.resolve();
  expect(started).toEqual(['a', 'b', 'c']);
  ends.get('b')!();
  ends.get('c')!();
  await Promise.all([all[1], all[2]]);
  ends.get('d')!();
  expect(await all[3]).toEqual({ monitor: 'd' });
});
