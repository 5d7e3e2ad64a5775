import type { Code } from '../check/codes.ts';
import type { Look } from '../check/look.ts';
import type { MonitorPlan, Plan } from '../plan.ts';
import { type Instant, SECOND } from '../time/instant.ts';
import { type AlarmSubject, LOOK_ALARMS, type LookAlarmName } from './alarm.ts';

/** How long a look is on its way to its incident once it is made. */
const TRAVEL = 10 * SECOND;

const SAYS: Readonly<Record<LookAlarmName, { readonly code: Code; readonly text: string }>> = {
  failed: { code: 'alarm', text: 'fails, says the alarm on its metrics' },
  silent: { code: 'unknown', text: 'was not looked at, says the alarm on its location' },
};

/**
 * What an alarm says, as looks from each of its places. It is hearsay of a while ago, so it counts only where no look of
 * the location's own does: its slot is the alarm's time less what lies between two looks of a location that is well. Any
 * look since then has been there before it or replaces it, whichever comes first (T3). It says nothing of how often the
 * monitor has failed lately (I6).
 */
export function looksOfAlarm({ alarm, of }: AlarmSubject, since: Instant, plan: Plan, now: Instant): readonly Look[] {
  const { says: verdict, places } = LOOK_ALARMS[alarm];
  return places(of, plan).map(({ monitor, location }) => {
    const { interval, timeout } = plan.monitors[monitor] as MonitorPlan;
    // CloudWatch's clock is not ours: what it calls the future is now.
    const slot = Math.min(since, now) - interval - timeout - TRAVEL;
    return { monitor, location, slot, at: now, verdict, parts: [], ...SAYS[alarm] };
  });
}
