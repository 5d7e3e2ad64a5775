import type { MonitorPlan, Plan } from '../core/plan.ts';
import type { Clock } from '../core/ports.ts';

export interface SchedulerPorts {
  readonly clock: Clock;
  readonly plan: () => Plan;
  /** Checks one monitor in one slot; never rejects for what a peer does. */
  readonly probe: (monitor: string, slot: number) => Promise<unknown>;
  readonly onError: (where: string, error: unknown) => void;
}

export interface Scheduler {
  /** Slots that were dropped because the one before had not ended or the process was late (W9). */
  dropped(): number;
  stop(): Promise<void>;
}

/** The first look at everything comes within this long of the start, staggered. */
const FIRST = 1_000;

/**
 * Checks every monitor each interval, staggered over it. Slots are multiples of the interval from the monitor's own
 * first slot; a late slot is dropped and counted, never queued (W9).
 */
export function startScheduler(ports: SchedulerPorts): Scheduler {
  const monitors = Object.values(ports.plan().monitors);
  const start = ports.clock.now();
  const beats = monitors.map(
    (monitor, i) =>
      new Beat(ports, monitor, start, Math.floor((i * Math.min(FIRST, monitor.interval)) / monitors.length)),
  );
  return {
    dropped: () => beats.reduce((sum, beat) => sum + beat.dropped, 0),
    stop: async () => {
      await Promise.all(beats.map((beat) => beat.stop()));
    },
  };
}

/** One monitor's heartbeat. */
class Beat {
  dropped = 0;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> = Promise.resolve();
  #busy = false;
  #stopped = false;
  readonly #ports: SchedulerPorts;
  readonly #monitor: MonitorPlan;
  readonly #first: number;

  constructor(ports: SchedulerPorts, monitor: MonitorPlan, start: number, offset: number) {
    this.#ports = ports;
    this.#monitor = monitor;
    this.#first = start + offset;
    this.#arm(this.#first);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #arm(slot: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => this.#tick(slot), Math.max(0, slot - this.#ports.clock.now()));
  }

  #tick(slot: number): void {
    const { interval, name } = this.#monitor;
    const now = this.#ports.clock.now();
    const current = this.#first + Math.floor((now - this.#first) / interval) * interval;
    const missed = Math.max(0, Math.round((current - slot) / interval));
    this.dropped += missed;
    if (this.#busy) this.dropped += 1;
    else {
      this.#busy = true;
      this.#running = this.#ports
        .probe(name, Math.max(slot, current))
        .catch((error: unknown) => this.#ports.onError(`check of ${name}`, error))
        .finally(() => {
          this.#busy = false;
        });
    }
    this.#arm(Math.max(slot, current) + interval);
  }
}
