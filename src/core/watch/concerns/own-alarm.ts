import { LOOK_ALARMS } from '../../alarm/alarm.ts';
import { nameOf } from '../../installation.ts';
import { shortened } from '../../message/runes.ts';
import { clockTime } from '../../time/zone.ts';
import type { Finder } from '../concern.ts';

/** A description of CloudWatch may have 1,024 characters. */
const DESCRIPTION = 300;

/** An alarm on Tocsin itself: a step that fails, dead letters, workflows that fail. What to do its own description says. */
export const ownAlarm: Finder = ({ alarms = [], installation, plan }) => {
  const ofLooks = Object.keys(LOOK_ALARMS).map((alarm) => nameOf(installation, `${alarm}-`));
  const isOwn = (name: string) =>
    name.startsWith(nameOf(installation, '')) && !ofLooks.some((begins) => name.startsWith(begins));
  return alarms
    .filter(({ name, value }) => value === 'ALARM' && isOwn(name))
    .map(({ name, since, description }) => ({
      key: `alarm:${name}`,
      since,
      text: `${name} is in ALARM since ${clockTime(since, plan.timezone)}`,
      remedy: shortened(
        description ?? `Look at the alarm and the log of what it is about in ${installation.home}.`,
        DESCRIPTION,
      ),
    }));
};
