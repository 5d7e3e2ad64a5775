import type { Verdict } from '../check/check.ts';
import { type Installation, nameOf } from '../installation.ts';
import type { Plan } from '../plan.ts';
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

/** The alarms that every monitor has, and what each says of it while it is in ALARM (rule 8, the second door). */
export const MONITOR_ALARMS = {
  failed: 'down',
  silent: 'unknown',
} as const satisfies Readonly<Record<string, Verdict>>;
export type MonitorAlarm = keyof typeof MONITOR_ALARMS;

export interface AlarmSubject {
  readonly monitor: string;
  readonly alarm: MonitorAlarm;
}

/** The name of a monitor's alarm: `tocsin-shop-failed-backend`. */
export const alarmName = (installation: Pick<Installation, 'prefix'>, { alarm, monitor }: AlarmSubject): string =>
  nameOf(installation, `${alarm}-${monitor}`);

/** Whose alarm it is; `undefined` of alarms on Tocsin itself, of other installations', and where the monitor left the config. */
export function subjectOf(
  name: string,
  installation: Pick<Installation, 'prefix'>,
  { monitors }: Pick<Plan, 'monitors'>,
): AlarmSubject | undefined {
  for (const alarm of Object.keys(MONITOR_ALARMS) as MonitorAlarm[]) {
    const begins = alarmName(installation, { alarm, monitor: '' });
    const monitor = name.slice(begins.length);
    if (name.startsWith(begins) && Object.hasOwn(monitors, monitor)) return { alarm, monitor };
  }
  return undefined;
}
