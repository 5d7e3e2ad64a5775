import { locationsOf } from '../../plan.ts';
import { MINUTE } from '../../time/instant.ts';
import { clockTime } from '../../time/zone.ts';
import { alarmed, isMuted } from '../alarms.ts';
import type { Finder } from '../concern.ts';
import { locationSilent } from './location-silent.ts';

const SOON = 3 * MINUTE;

/** A monitor without metrics although its locations look: its checks say nothing, or their metrics get lost. `unknown` pages nobody (rule 7), so it is said here. */
export const monitorSilent: Finder = (facts) => {
  const { beats, mutes, plan, now } = facts;
  if (!beats || !mutes) return [];
  const silent = locationSilent(facts).map(({ key }) => key.replace('silent:', ''));
  return alarmed(facts, 'silent').flatMap(({ monitor, since }) => {
    const looked = locationsOf(plan, monitor).some((location) => !silent.includes(location));
    if (now - since < SOON || !looked || isMuted(plan, mutes, monitor, now)) return [];
    const text = `${monitor} says nothing since ${clockTime(since, plan.timezone)}: nobody knows whether it is up`;
    const remedy = `Try \`tocsin check ${monitor} --trace\`: its credentials, its settings. Where that works, the prober may not write metrics.`;
    return [{ key: `unseen:${monitor}`, since, text, remedy }];
  });
};
