import { CLUSTERS } from '../language/clusters.ts';
import { group, inEach, inList } from '../raw.ts';
import { alternatives } from './alternatives.ts';
import { type Rule, targets } from './site.ts';

/** A channel has the one set of keys, of those its kind offers. */
export const channels: Rule = (site) =>
  inEach(site.root.channels, (name, channel) => {
    const sets = site.kinds.channels.get(String(channel.kind))?.alternatives;
    return sets ? alternatives(site, ['channels', name], channel, sets) : [];
  });

/** There is one way into a cluster. */
export const clusters: Rule = (site) =>
  inEach(site.root.clusters, (name, cluster) => alternatives(site, ['clusters', name], cluster, CLUSTERS));

/** A remedy names the monitor it answers, who approves, and, through the monitor, what it acts on. */
export const remedies: Rule = (site) => {
  const [monitors, who] = [site.names('monitors'), targets(site)];
  return inEach(site.root.remedies, (name, { kind, monitor, mode, approvers }) => {
    const path = ['remedies', name];
    const watched = group(group(site.root.monitors)[String(monitor)]);
    const isBlind = site.kinds.remedies.get(String(kind))?.onWorkload && !('workload' in watched);
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
              `Add for example workload: { cluster: prod, deployment: ${String(monitor)} } to the monitor.`,
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
