import { nameOf } from '../../installation.ts';
import { clockTime } from '../../time/zone.ts';
import type { Finder } from '../concern.ts';

/** A run may die once or twice; from then on it is no accident. */
const OFTEN = 3;

/** An incident that nobody worked at, now or again and again: people may be paged too late (V6). */
export const incidentOverdue: Finder = ({ revivals, installation, plan, now }) =>
  Object.entries(revivals).flatMap(([id, moments]) => {
    const since = moments[0];
    if (since === undefined || (moments.at(-1) !== now && moments.length < OFTEN)) return [];
    const when = clockTime(since, plan.timezone);
    const text =
      moments.length < OFTEN
        ? `incident ${id} was overdue: its run had died, and it was given a new one`
        : `the runs of incident ${id} die: since ${when} it was given ${moments.length} new ones`;
    const remedy = `Look at the executions of ${nameOf(installation, 'incident')} in ${installation.home}, and who was paged: \`tocsin incidents ${id}\`.`;
    return [{ key: `overdue:${id}`, since, text, remedy }];
  });
