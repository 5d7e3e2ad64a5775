import type { Sight } from '../incident/failure.ts';
import { isBad } from './look.ts';

/** What all configured locations together say of a monitor (I1, I3). */
export interface Standing {
  /** `partial`: a minority sees it fail. `unknown`: too few say anything. */
  readonly verdict: 'up' | 'degraded' | 'down' | 'partial' | 'unknown';
  readonly bad: number;
  readonly of: number;
  /** Locations whose latest slot said something. */
  readonly answered: number;
}

type Sights = Readonly<Record<string, Sight>> | undefined;

/** A strict majority of the *configured* locations (I1). */
export const majority = (of: number): number => Math.floor(of / 2) + 1;

/** Judges by the newest look of each configured location. */
export function standing(sights: Sights, locations: readonly string[]): Standing {
  let [down, bad, up, answered] = [0, 0, 0, 0];
  for (const location of locations) {
    const sight = sights?.[location];
    if (!sight) continue;
    if (sight.verdict === 'down') down += 1;
    if (isBad(sight.verdict)) bad += 1;
    if (sight.verdict === 'up') up += 1;
    if (!sight.blank && sight.verdict !== 'unknown') answered += 1;
  }
  const enough = majority(locations.length);
  const verdict =
    down >= enough ? 'down' : bad >= enough ? 'degraded' : bad > 0 ? 'partial' : up >= enough ? 'up' : 'unknown';
  return { verdict, bad, of: locations.length, answered };
}

/** Consecutive good looks that a majority of locations has reached (C1). */
export function goodRounds(sights: Sights, locations: readonly string[]): number {
  const counts = locations.map((location) => sights?.[location]?.good ?? 0).sort((a, b) => b - a);
  return counts[majority(locations.length) - 1] ?? 0;
}

/** Consecutive bad looks of one verdict that a majority of locations has reached: solid, not now and then (I6). */
export function badRounds(sights: Sights, locations: readonly string[]): number {
  const runs = locations.map((location) => sights?.[location]).map((s) => (s && isBad(s.verdict) ? s.run : 0));
  return runs.sort((a, b) => b - a)[majority(locations.length) - 1] ?? 0;
}

/** Consecutive good looks that every location which answers has reached: how a partial failure recovers. */
export function goodEverywhere(sights: Sights, locations: readonly string[]): number {
  const counts = locations.flatMap((location) =>
    sights?.[location] && !sights[location].blank ? [sights[location].good] : [],
  );
  return counts.length > 0 ? Math.min(...counts) : 0;
}
