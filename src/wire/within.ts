import { type Call, type Called, call } from './call.ts';

/** Calls that share one absolute deadline of `timeout` milliseconds, from now on. */
export type Caller = (asked: Omit<Call, 'timeout'>) => Promise<Called>;

/** Several calls in a row that together take no longer than one may. */
export function within(timeout: number): Caller {
  const end = performance.now() + timeout;
  return (asked) => {
    const left = end - performance.now();
    return left > 0
      ? call({ ...asked, timeout: left })
      : Promise.resolve({ is: 'not sent', why: `no time was left of ${timeout / 1000} s` });
  };
}
