import { nameOf } from '../../installation.ts';
import { MINUTE } from '../../time/instant.ts';
import { clockTime } from '../../time/zone.ts';
import { alarmed } from '../alarms.ts';
import type { Finder } from '../concern.ts';
import { locationSilent } from './location-silent.ts';

const SOON = 3 * MINUTE;

/** A location whose prober runs and whose metrics do not arrive: the second door is shut there (rule 8). */
export const metricsLost: Finder = (facts) => {
  const { beats, plan, installation, now } = facts;
  if (!beats) return [];
  const silent = locationSilent(facts).map(({ key }) => key.replace('silent:', ''));
  return alarmed(facts, 'silent').flatMap(({ of: location, since }) => {
    if (now - since < SOON || silent.includes(location)) return [];
    const text = `no metrics from ${location} since ${clockTime(since, plan.timezone)}, although its prober runs: alarms cannot see what fails there`;
    const remedy = `Look at the log of ${nameOf(installation, 'prober')} in ${location}: may it write metrics in ${installation.home}?`;
    return [{ key: `metrics:${location}`, since, text, remedy }];
  });
};
