import type { Observer } from '../core/ports.ts';

/** The same observer, `most` looks at a time: more would queue for the CPU and distort what they measure. */
export function atMost(most: number, observer: Observer): Observer {
  let free = most;
  const waiting: (() => void)[] = [];
  const enter = (): Promise<void> | undefined => {
    if (free > 0) free -= 1;
    else return new Promise((resolve) => waiting.push(resolve));
  };
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return {
    control: () => observer.control(),
    look: async (monitor, location, slot) => {
      await enter();
      try {
        return await observer.look(monitor, location, slot);
      } finally {
        leave();
      }
    },
  };
}
