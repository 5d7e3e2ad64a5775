import type { MaintenancePlan, Window } from '../../core/plan.ts';
import { instantOf, wallOf } from '../../core/time/wall.ts';
import type { Parsed } from '../language.ts';

type ParsedWindow = Parsed['freeze'][number];

/** A window with its start and its length in ms. `zone`: of one that names none. References have seen to its keys. */
export function compileWindow({ name, every, for: length, from, to, timezone }: ParsedWindow, zone: string): Window {
  const own = { name, timezone: timezone ?? zone };
  if (every && length !== undefined) return { ...own, length, starts: every };
  if (from !== undefined && to !== undefined)
    return { ...own, length: lengthOf(from, to, own.timezone), starts: { once: from } };
  throw new Error(`the window '${name}' has neither every and for, nor from and to`);
}

/** Where clocks are changed in between, an hour less or more; an end that comes twice is the last one (T1). */
const lengthOf = (from: string, to: string, zone: string): number =>
  instantOf(wallOf(to), zone, 'last') - instantOf(wallOf(from), zone);

/** Planned work (M1); of every monitor where it names none. */
export const compileMaintenance = (
  { monitors, ...window }: Parsed['maintenance'][number],
  zone: string,
  all: readonly string[],
): MaintenancePlan => ({ ...compileWindow(window, zone), monitors: monitors ?? all });
