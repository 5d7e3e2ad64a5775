import type { Place } from './place.ts';

/** Ways into clusters that only a process of one's own has. */
const HERE_ONLY: Readonly<Record<string, string>> = {
  'in-cluster': 'the pod that Tocsin runs in',
  proxy: 'the machine that Tocsin runs on',
};

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
      Object.keys(way)
        .filter((key) => key in HERE_ONLY)
        .map((key) => `cluster '${name}': ${key} means ${HERE_ONLY[key]}, which AWS has not. Use eks or kubeconfig.`),
    ),
    ...Object.values(plan.monitors).flatMap(({ name, workload: { compose, service } = {} }) =>
      compose === undefined
        ? []
        : [
            `monitor '${name}': what runs it is service ${service} of Docker Compose (${compose}), and Docker's socket cannot be reached from AWS. Run Tocsin on that machine, or leave 'workload' and its remedies out.`,
          ],
    ),
    ...Object.keys(plan.agents).map(
      (name) => `agent '${name}': agents cannot report to AWS yet. Run Tocsin on one machine for them.`,
    ),
  ];
}
