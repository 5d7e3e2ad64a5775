import { plainLine } from '../../../core/message/plain.ts';
import type { KubeObject } from '../../object.ts';
import { type Cluster, pathOf } from '../cluster.ts';
import type { Finding } from '../finding.ts';
import type { Pod } from '../pod.ts';
import { METRICS, NO_METRICS, sharesInWords, sharesOf } from './usage.ts';

interface Node extends KubeObject {
  readonly spec?: { readonly unschedulable?: boolean };
  readonly status?: {
    readonly allocatable?: Readonly<Record<string, string>>;
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly reason?: string;
      readonly message?: string;
    }[];
  };
}

/** A node that pods of the workload run on, and what of it is used, in percent of what pods may have. */
export interface NodeSeen {
  readonly name: string;
  readonly cpu?: number;
  readonly memory?: number;
}

/** What a condition should be; any other says what is wrong. `Unknown`: the node no longer reports. */
const SHOULD: Readonly<Record<string, { readonly be: string; readonly is: Finding['is'] }>> = {
  Ready: { be: 'True', is: 'node not ready' },
  NetworkUnavailable: { be: 'False', is: 'node not ready' },
  DiskPressure: { be: 'False', is: 'node pressure' },
  MemoryPressure: { be: 'False', is: 'node pressure' },
  PIDPressure: { be: 'False', is: 'node pressure' },
};

/** Nodes that are asked for, and from where on one counts as full. */
const [NODES, FULL] = [4, 95];

/** The nodes of the workload's pods: what they complain of, and how full they are. Those of pods that fail come first. */
export async function nodesOf(
  { api, inquiry }: Cluster,
  pods: readonly Pod[],
  failing: ReadonlySet<string>,
): Promise<{ readonly nodes: readonly NodeSeen[]; readonly findings: readonly Finding[] }> {
  const placed = pods.toSorted((a, b) => Number(failing.has(b.metadata.name)) - Number(failing.has(a.metadata.name)));
  const names = [...new Set(placed.flatMap(({ spec }) => spec?.nodeName ?? []))].slice(0, NODES);
  const found = await Promise.all(
    names.map(async (name) => {
      const path = (group: string) => `${pathOf(group, 'nodes')}/${encodeURIComponent(name)}`;
      const [node, metrics] = await Promise.all([
        inquiry.ask<Node>(`node ${name}`, () => api.get(path(''))),
        // One sentence for all of them, and none for a node that has not been measured yet.
        inquiry.ask<{ readonly usage?: Readonly<Record<string, string>> }>(
          'usage of nodes',
          () => api.get(path(METRICS)),
          NO_METRICS,
        ),
      ]);
      const shares = sharesOf(metrics?.usage ?? {}, node?.status?.allocatable ?? {});
      const seen: NodeSeen = { name, ...shares };
      return { seen, findings: [...complaintsOf(name, node), ...fullOf(seen)] };
    }),
  );
  return { nodes: found.map(({ seen }) => seen), findings: found.flatMap(({ findings }) => findings) };
}

const complaintsOf = (name: string, node: Node | undefined): readonly Finding[] =>
  (node?.status?.conditions ?? []).flatMap(({ type, status, message = '' }) => {
    const should = SHOULD[type];
    if (!should || status === should.be) return [];
    const what = type === 'Ready' ? (status === 'Unknown' ? 'no longer reports' : 'is not ready') : `has ${type}`;
    const text = plainLine(`node ${name} ${what}${message && `: ${message}`}`, 200);
    return [{ is: should.is, text, object: `node/${name}` }];
  });

const fullOf = (seen: NodeSeen): readonly Finding[] =>
  Math.max(seen.cpu ?? 0, seen.memory ?? 0) < FULL
    ? []
    : [
        {
          is: 'near its limit',
          text: `node ${seen.name} is full: ${sharesInWords(seen)}`,
          object: `node/${seen.name}`,
        },
      ];
