/** What `wait` gives where the time was up first. */
export const LATE = Symbol('late');

/** One absolute deadline for a send of several steps. */
export interface Deadline {
  /** Milliseconds that are left; never less than none. */
  left(): number;
  /** What the work gives, or `LATE`; work that is late is no longer waited for. Rejects as the work does. */
  wait<T>(work: Promise<T>): Promise<T | typeof LATE>;
}

/** A deadline `timeout` milliseconds from now, whatever happens to the clock on the wall meanwhile. */
export function deadline(timeout: number): Deadline {
  const until = performance.now() + timeout;
  const left = () => Math.max(0, until - performance.now());
  return {
    left,
    async wait(work) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<typeof LATE>((resolve) => {
        timer = setTimeout(() => resolve(LATE), left());
      });
      try {
        return await Promise.race([work, late]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
