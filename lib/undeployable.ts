import type { Place } from './place.ts';

/** What a config asks for and cannot be deployed yet, a sentence each: left out silently, nobody would look at it. */
export function undeployable({ plan, installation }: Omit<Place, 'code'>): readonly string[] {
  const regions = installation.locations.map(({ region }) => region);
  const twice = [...new Set(regions.filter((region, i) => regions.indexOf(region) !== i))];
  return [
    ...twice.map(
      (region) =>
        `location ${region}: a region cannot be deployed from outside and from inside of a VPC at once yet. Name it once.`,
    ),
    ...Object.entries(plan.clusters).flatMap(([name, way]) =>
      way['in-cluster'] === undefined
        ? []
        : [
            `cluster '${name}': in-cluster means the pod that Tocsin runs in, and on AWS it runs in none. Use eks or kubeconfig.`,
          ],
    ),
    ...Object.keys(plan.agents).map(
      (name) => `agent '${name}': agents cannot report to AWS yet. Run Tocsin on one machine for them.`,
    ),
  ];
}
