import { type AlarmSubject, subjectOf } from '../alarm/alarm.ts';
import { mutesAt } from '../incident/maintenance.ts';
import { type Mute, mutedUntil } from '../incident/mute.ts';
import type { Plan } from '../plan.ts';
import type { Instant } from '../time/instant.ts';
import type { Facts } from './facts.ts';
import { patience } from './patience.ts';

/** The monitors, or locations, whose alarm of one kind is in ALARM, and since when. */
export const alarmed = (
  { alarms = [], installation, plan }: Pick<Facts, 'alarms' | 'installation' | 'plan'>,
  kind: AlarmSubject['alarm'],
): readonly { readonly of: string; readonly since: Instant }[] =>
  alarms.flatMap(({ name, value, since }) => {
    const subject = value === 'ALARM' ? subjectOf(name, installation, plan) : undefined;
    return subject?.alarm === kind ? [{ of: subject.of, since }] : [];
  });

/** Muted now, or so lately that its next look is still to come (M1, M2). */
export function isMuted(plan: Plan, mutes: readonly Mute[], monitor: string, now: Instant): boolean {
  const lately = now - patience(plan.monitors[monitor]!);
  return [now, lately].some((at) => mutedUntil(mutesAt(plan, mutes, at), monitor, at) !== undefined);
}
