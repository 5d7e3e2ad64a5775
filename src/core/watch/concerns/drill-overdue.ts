import { DUE_AFTER } from '../../drill/result.ts';
import { inWords } from '../../time/instant.ts';
import type { Finder } from '../concern.ts';

/** Somebody whom drills are configured for has not answered one for 30 days: nobody knows whether a page would reach them. */
export const drillOverdue: Finder = ({ drills = [], begun, now }) =>
  drills.flatMap(({ person, answeredAt }) => {
    const last = answeredAt ?? begun;
    if (now - last < DUE_AFTER) return [];
    const text =
      answeredAt === undefined
        ? `${person} has never answered a drill`
        : `${person} has not answered a drill for ${inWords(now - answeredAt)}`;
    const remedy = `Agree on a time and start one: \`tocsin drill ${person}\`.`;
    return [{ key: `drill:${person}`, since: last + DUE_AFTER, text, remedy, chore: true as const }];
  });
