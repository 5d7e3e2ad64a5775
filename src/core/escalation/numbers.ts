import type { Reach } from '../plan.ts';

/** Where a way leads: what makes it the same way after somebody has edited the list. */
export type Address = Pick<Reach, 'channel' | 'to'>;

/** A way that a page was sent on, and the number that its tries carry in their keys. */
export interface Numbered extends Address {
  readonly way: number;
}

/**
 * A number for each way of a list: the one that its tries carry, wherever it stood in the list then (E1); of a way not
 * tried yet its place, or one that no other way has. So a number never means two ways, and a key never two pages.
 */
export function numbersOf(ways: readonly Address[], tried: readonly Numbered[]): readonly number[] {
  if (tried.length === 0) return ways.map((_, place) => place);
  const used = new Map(tried.map((one) => [one.way, one]));
  const left = [...used.values()].sort((a, b) => a.way - b.way);
  const kept = ways.map((way) => {
    const nth = left.findIndex((one) => isSameWay(one, way));
    return nth < 0 ? undefined : left.splice(nth, 1)[0]!.way;
  });
  let next = Math.max(ways.length, ...[...used.keys()].map((way) => way + 1));
  return kept.map((way, place) => way ?? (used.has(place) ? next++ : place));
}

const isSameWay = (a: Address, b: Address): boolean => a.channel === b.channel && a.to === b.to;
