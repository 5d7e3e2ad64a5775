import type { PlatformName } from '../../remedies/define.ts';
import { CLUSTERS } from '../language/clusters.ts';
import { PLATFORMS } from '../language/monitors.ts';
import { group, inEach, inList, type Raw } from '../raw.ts';
import { alternatives } from './alternatives.ts';
import { type Rule, type Site, targets } from './site.ts';

/** A channel has the one set of keys, of those its kind offers. */
export const channels: Rule = (site) =>
  inEach(site.root.channels, (name, channel) => {
    const sets = site.kinds.channels.get(String(channel.kind))?.alternatives;
    return sets ? alternatives(site, ['channels', name], channel, sets) : [];
  });

/** There is one way into a cluster. */
export const clusters: Rule = (site) =>
  inEach(site.root.clusters, (name, cluster) => alternatives(site, ['clusters', name], cluster, CLUSTERS));

/** What a monitor needs for a remedy that acts there. */
const WORKLOAD: Readonly<Record<PlatformName, (name: string) => string>> = {
  kubernetes: (name) => `{ cluster: prod, deployment: ${name} }`,
  compose: (name) => `{ compose: PROJECT, service: ${name} }`,
};
const CALLED: Readonly<Record<PlatformName, string>> = { kubernetes: 'Kubernetes', compose: 'Docker Compose' };

const platformOf = (workload: Raw): PlatformName | undefined =>
  Object.entries(PLATFORMS).find(([key]) => key in workload)?.[1].name;

const kindsFor = ({ kinds }: Site, platform: PlatformName): readonly string[] =>
  [...kinds.remedies.values()].flatMap(({ kind, onWorkload }) => (onWorkload === platform ? [kind] : []));

/** A remedy names the monitor it answers, who approves, and, through the monitor, what it acts on. */
export const remedies: Rule = (site) => {
  const [monitors, who] = [site.names('monitors'), targets(site)];
  return inEach(site.root.remedies, (name, { kind, monitor, mode, approvers }) => {
    const path = ['remedies', name];
    const watched = group(group(site.root.monitors)[String(monitor)]);
    const platform = site.kinds.remedies.get(String(kind))?.onWorkload;
    const isBlind = platform && !('workload' in watched);
    const other = platformOf(group(watched.workload));
    return [
      ...site.refer([...path, 'monitor'], 'monitor', monitors, monitor),
      ...inList(approvers, (target, i) =>
        site.refer([...path, 'approvers', i], 'person, team or rotation', who, target),
      ),
      ...(mode === 'ask' && (!Array.isArray(approvers) || approvers.length === 0)
        ? [
            site.problem(
              path,
              "mode 'ask' without 'approvers': nobody could approve",
              'Name people, teams or rotations.',
            ),
          ]
        : []),
      ...(isBlind && monitors.includes(String(monitor))
        ? [
            site.problem(
              [...path, 'monitor'],
              `'${String(monitor)}' has no workload: a ${String(kind)} has to know what runs it`,
              `Add for example workload: ${WORKLOAD[platform](String(monitor))} to the monitor.`,
            ),
          ]
        : []),
      ...(platform && other && other !== platform
        ? [
            site.problem(
              [...path, 'kind'],
              `a ${String(kind)} cannot act on '${String(monitor)}', which runs in ${CALLED[other]}`,
              `Kinds for ${CALLED[other]} are ${kindsFor(site, other).join(', ')}.`,
              true,
            ),
          ]
        : []),
    ];
  });
};

/** A source of evidence names monitors that there are. */
export const evidence: Rule = (site) =>
  inEach(site.root.evidence, (name, { monitors }) =>
    inList(monitors, (monitor, i) =>
      site.refer(['evidence', name, 'monitors', i], 'monitor', site.names('monitors'), monitor),
    ),
  );
