/** One absolute deadline for a whole check (W1), on the monotonic clock, in milliseconds. */
export interface Deadline {
  /** What was given at the start. */
  readonly timeout: number;
  /**
   * Acts once, when the time is over or the check ended: whatever is still open closes. At once where that is so
   * already. The answer takes it back.
   */
  whenOver(act: () => void): () => void;
  elapsed(): number;
  /** Never negative. */
  left(): number;
  passed(): boolean;
  /** Releases the timer, and acts for everything that still waits. */
  end(): void;
}

/** Starts counting now. No AbortSignal: a check would make and drop dozens of event objects of one. */
export function startDeadline(timeout: number): Deadline {
  const started = performance.now();
  const waiting = new Set<() => void>();
  let [late, over] = [false, false];
  const finish = () => {
    over = true;
    for (const act of waiting) act();
    waiting.clear();
  };
  const timer = setTimeout(() => {
    late = true;
    finish();
  }, timeout);
  const elapsed = () => performance.now() - started;
  return {
    timeout,
    whenOver(act) {
      if (over) act();
      else waiting.add(act);
      return () => void waiting.delete(act);
    },
    elapsed,
    left: () => Math.max(0, timeout - elapsed()),
    passed: () => late || elapsed() >= timeout,
    end() {
      clearTimeout(timer);
      finish();
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
    let settled = false;
    let takeBack: (() => void) | undefined;
    let cleanUp: (() => void) | undefined;
    const settle = (value: T) => {
      if (settled) return;
      settled = true;
      takeBack?.();
      cleanUp?.();
      resolve(value);
    };
    takeBack = deadline.whenOver(() => settle(late()));
    // Over before it began.
    if (settled) return;
    try {
      cleanUp = start(settle);
    } catch (error) {
      takeBack();
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

/** Calls back as a task of its own, after what the current one still promised. */
export function nextTask(then: () => void): void {
  setImmediate(then);
}
