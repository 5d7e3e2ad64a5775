import type { MaintenancePlan, Window } from '../../core/plan.ts';
import { lengthBetween } from '../../core/time/moment.ts';
import type { Parsed } from '../language.ts';

type ParsedWindow = Parsed['freeze'][number];

/** A window with its start and its length in ms. `zone`: of one that names none. References have seen to its keys. */
export function compileWindow({ name, every, for: length, from, to, timezone }: ParsedWindow, zone: string): Window {
  const own = { name, timezone: timezone ?? zone };
  if (every && length !== undefined) return { ...own, length, starts: every };
  if (from !== undefined && to !== undefined)
    return { ...own, length: lengthBetween(from, to, own.timezone), starts: { once: from } };
  throw new Error(`the window '${name}' has neither every and for, nor from and to`);
}

/** Planned work (M1); of every monitor where it names none. */
export const compileMaintenance = (
  { monitors, ...window }: Parsed['maintenance'][number],
  zone: string,
  all: readonly string[],
): MaintenancePlan => ({ ...compileWindow(window, zone), monitors: monitors ?? all });
