import { gridOf } from '../core/check/grid.ts';
import type { MonitorPlan, Plan } from '../core/plan.ts';
import type { Clock } from '../core/ports.ts';

export interface SchedulerPorts {
  readonly clock: Clock;
  readonly plan: () => Plan;
  /** Where this is: monitors that are not looked at from here are left out. */
  readonly location: string;
  /** Checks one monitor in one slot; never rejects for what a peer does. */
  readonly probe: (monitor: string, slot: number) => Promise<unknown>;
  readonly onError: (where: string, error: unknown) => void;
}

export interface Scheduler {
  /** Slots that were dropped because the one before had not ended or the process was late (W9). */
  dropped(): number;
  stop(): Promise<void>;
}

/** The first look at everything comes within this long of the start, staggered; with many monitors, a thousand a second. */
const FIRST = 1_000;
const FIRST_EACH = 1;

/**
 * Looks at everything once, at once; from then on checks every monitor each interval, monitors and locations spread over
 * it by the clock on the wall (grid.ts). A late slot is dropped and counted, never queued (W9).
 */
export function startScheduler(ports: SchedulerPorts): Scheduler {
  const grid = gridOf(ports.plan(), ports.location);
  const start = ports.clock.now();
  const first = Math.max(FIRST, grid.length * FIRST_EACH);
  const beats = grid.map(({ monitor, phase }, i) => {
    const soon = start + Math.floor((i * Math.min(first, monitor.interval)) / grid.length);
    return new Beat(ports, monitor, soon, phase);
  });
  return {
    dropped: () => beats.reduce((sum, beat) => sum + beat.dropped, 0),
    stop: async () => {
      await Promise.all(beats.map((beat) => beat.stop()));
    },
  };
}

/** One monitor's heartbeat: a first look, then slots an interval apart, `phase` past the whole intervals since the epoch. */
class Beat {
  dropped = 0;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> = Promise.resolve();
  #busy = false;
  #stopped = false;
  readonly #ports: SchedulerPorts;
  readonly #monitor: MonitorPlan;
  readonly #phase: number;

  constructor(ports: SchedulerPorts, monitor: MonitorPlan, first: number, phase: number) {
    this.#ports = ports;
    this.#monitor = monitor;
    this.#phase = phase;
    this.#arm(first);
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
    const missed = Math.max(0, Math.floor((this.#ports.clock.now() - slot) / interval));
    const current = slot + missed * interval;
    this.dropped += missed;
    if (this.#busy) this.dropped += 1;
    else {
      this.#busy = true;
      this.#running = this.#ports
        .probe(name, current)
        .catch((error: unknown) => this.#ports.onError(`check of ${name}`, error))
        .finally(() => {
          this.#busy = false;
        });
    }
    this.#arm(this.#slotAfter(current));
  }

  /** The next slot of the grid that is at least half an interval away. */
  #slotAfter(slot: number): number {
    const { interval } = this.#monitor;
    return this.#phase + Math.ceil((slot + interval / 2 - this.#phase) / interval) * interval;
  }
}
