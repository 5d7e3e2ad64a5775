import { locationsOf, type MonitorPlan, type Plan } from '../../core/plan.ts';
import type { Clock, Observer, ResultHistory } from '../../core/ports.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Looks, Subject } from '../../evidence/define.ts';

/** A monitor's failure, with the locations that it is looked at from. */
export const subjectOf = (plan: Plan, monitor: MonitorPlan, failedAt: Instant): Subject => ({
  monitor,
  failedAt,
  locations: locationsOf(plan, monitor.name).map((name) => ({ name, asked: !(name in plan.agents) })),
});

export interface LookPorts {
  readonly clock: Clock;
  readonly observer: Pick<Observer, 'look'>;
  /** The newest checks of all monitors. */
  readonly latest: ResultHistory['latest'];
  /** The last checks of a monitor; absent where nobody keeps them. */
  readonly latencies?: ResultHistory['latencies'];
  /** Milliseconds to where looks are taken, and back. @default - those of a busy process */
  readonly way?: number;
}

/** More of the last hour is not read: a check each second from one location. */
const HOUR_OF_CHECKS = 3_600;

/** Timers of a process that has much to do are late. */
const HERE = 500;

/** What checks saw of a monitor, and looks that are none: the observer records nothing. */
export const looksOf =
  ({ clock, observer, latest, latencies, way = HERE }: LookPorts) =>
  (monitor: string): Looks => ({
    latest: async () => (await latest()).filter((result) => result.monitor === monitor),
    way,
    once: (location) => observer.look(monitor, location, clock.now()),
    ...(latencies && {
      since: async (at) => (await latencies(monitor, HOUR_OF_CHECKS)).filter((each) => each.at >= at),
    }),
  });
