import { isOver } from '../../incident/over.ts';
import { nameOf } from '../../installation.ts';
import { MINUTE } from '../../time/instant.ts';
import { clockTime } from '../../time/zone.ts';
import { alarmed, isMuted } from '../alarms.ts';
import type { Finder } from '../concern.ts';
import { patience } from '../patience.ts';

const SOON = 3 * MINUTE;

/** A monitor's failures are in ALARM for three minutes, and there is neither an incident of its group nor a mute: both doors may be shut (rule 8). */
export const unheardAlarm: Finder = (facts) => {
  const { heads, mutes, plan, installation, now } = facts;
  if (!heads || !mutes) return [];
  return alarmed(facts, 'failed').flatMap(({ of: monitor, since }) => {
    const { group } = plan.monitors[monitor]!;
    const head = heads.find((each) => each.group === group);
    // An alarm outlives what it is about by a few looks.
    const isNew =
      head?.endedAt !== undefined && head.endedAt !== null && now - head.endedAt < patience(plan.monitors[monitor]!);
    if (now - since < SOON || (head && !isOver(head)) || isNew || isMuted(plan, mutes, monitor, now)) return [];
    const text = `${monitor} fails by its alarm since ${clockTime(since, plan.timezone)}, and no incident is open`;
    const remedy = `Either looks of now see it up (\`tocsin check ${monitor}\`), or nothing reaches ${nameOf(installation, 'alarm')} and ${nameOf(installation, 'signal')} in ${installation.home}: look at their logs and dead letters.`;
    return [{ key: `unheard:${monitor}`, since, text, remedy }];
  });
};
