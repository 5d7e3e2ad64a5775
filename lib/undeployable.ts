import { isBrowser } from '../src/core/check/shards.ts';
import type { Place } from './place.ts';

/** What a config asks for and cannot be deployed yet, a sentence each: left out silently, nobody would look at it. */
export function undeployable({ plan, installation }: Omit<Place, 'code'>): readonly string[] {
  const browsers = Object.values(plan.monitors).filter(isBrowser);
  const inside = installation.locations.filter(({ vpc }) => vpc !== undefined);
  return [
    ...browsers.map(
      ({ name }) =>
        `monitor '${name}': browser checks cannot be deployed to AWS yet. Use kind: page, or look at it from one machine.`,
    ),
    ...inside.map(
      ({ region }) => `location ${region}: looking from inside a VPC cannot be deployed yet. Name the region alone.`,
    ),
    ...Object.keys(plan.agents).map(
      (name) => `agent '${name}': agents cannot report to AWS yet. Run Tocsin on one machine for them.`,
    ),
  ];
}
