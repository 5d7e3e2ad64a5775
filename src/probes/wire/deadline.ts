/** One absolute deadline for a whole check (W1), on the monotonic clock, in milliseconds. */
export interface Deadline {
  /** What was given at the start. */
  readonly timeout: number;
  /** Aborts when the time is over, or when the check ended: whatever is still open closes. */
  readonly signal: AbortSignal;
  elapsed(): number;
  /** Never negative. */
  left(): number;
  passed(): boolean;
  /** Releases the timer and everything that still listens. */
  end(): void;
}

/** Starts counting now. */
export function startDeadline(timeout: number): Deadline {
  const started = performance.now();
  const controller = new AbortController();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    controller.abort();
  }, timeout);
  const elapsed = () => performance.now() - started;
  return {
    timeout,
    signal: controller.signal,
    elapsed,
    left: () => Math.max(0, timeout - elapsed()),
    passed: () => late || elapsed() >= timeout,
    end() {
      clearTimeout(timer);
      controller.abort();
    },
  };
}

/**
 * Waits for what `start` settles, or answers `late()` at the deadline. `start` returns its clean-up, run once whoever
 * was first. No header or body timer of a library is involved: those restart with every byte.
 */
export function untilDeadline<T>(
  deadline: Deadline,
  late: () => T,
  start: (settle: (value: T) => void) => (() => void) | undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (deadline.signal.aborted) return resolve(late());
    let settled = false;
    let cleanUp: (() => void) | undefined;
    const settle = (value: T) => {
      if (settled) return;
      settled = true;
      deadline.signal.removeEventListener('abort', onAbort);
      cleanUp?.();
      resolve(value);
    };
    const onAbort = () => settle(late());
    deadline.signal.addEventListener('abort', onAbort);
    try {
      cleanUp = start(settle);
    } catch (error) {
      deadline.signal.removeEventListener('abort', onAbort);
      return reject(error);
    }
    if (settled) cleanUp?.();
  });
}

/** Calls back after `ms` unless cancelled; for the steps inside a check. */
export function after(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
}
