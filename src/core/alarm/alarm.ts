import type { Verdict } from '../check/check.ts';
import { type Installation, nameOf } from '../installation.ts';
import { locationsOf, type Plan } from '../plan.ts';
import type { Instant } from '../time/instant.ts';

/** An alarm of CloudWatch as it stands. */
export interface AlarmState {
  readonly name: string;
  readonly value: 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';
  /** When it moved there. */
  readonly since: Instant;
  /** What whoever made it wrote for people: what it means, what to do. */
  readonly description?: string;
}

/** Where a monitor is looked at from. */
export interface Place {
  readonly monitor: string;
  readonly location: string;
}
type Monitors = Pick<Plan, 'monitors' | 'locations'>;

interface LookAlarm {
  /** What it says of its places while it is in ALARM (rule 8, the second door). */
  readonly says: Verdict;
  /** The places that it is about; none where the config has no such monitor or location any more. */
  readonly places: (of: string, plan: Monitors) => readonly Place[];
}

/** The alarms on what probers write: one for each monitor that fails, one for each location that says nothing. */
export const LOOK_ALARMS = {
  failed: {
    says: 'down',
    places: (monitor, plan) =>
      Object.hasOwn(plan.monitors, monitor)
        ? locationsOf(plan, monitor).map((location) => ({ monitor, location }))
        : [],
  },
  silent: {
    says: 'unknown',
    places: (location, plan) =>
      Object.keys(plan.monitors)
        .filter((monitor) => locationsOf(plan, monitor).includes(location))
        .map((monitor) => ({ monitor, location })),
  },
} as const satisfies Readonly<Record<string, LookAlarm>>;
export type LookAlarmName = keyof typeof LOOK_ALARMS;

export interface AlarmSubject {
  readonly alarm: LookAlarmName;
  /** The monitor or the location, as the alarm is about either. */
  readonly of: string;
}

/** The name of an alarm on looks: `tocsin-shop-failed-backend`, `tocsin-shop-silent-eu-west-1`. */
export const alarmName = (installation: Pick<Installation, 'prefix'>, { alarm, of }: AlarmSubject): string =>
  nameOf(installation, `${alarm}-${of}`);

/** What an alarm is about; `undefined` of alarms on Tocsin itself, of other installations', and where it left the config. */
export function subjectOf(
  name: string,
  installation: Pick<Installation, 'prefix'>,
  plan: Monitors,
): AlarmSubject | undefined {
  for (const alarm of Object.keys(LOOK_ALARMS) as LookAlarmName[]) {
    const begins = alarmName(installation, { alarm, of: '' });
    const of = name.slice(begins.length);
    if (name.startsWith(begins) && LOOK_ALARMS[alarm].places(of, plan).length > 0) return { alarm, of };
  }
  return undefined;
}
