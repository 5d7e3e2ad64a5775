import { plainLine } from '../../../core/message/plain.ts';
import { WORKLOADS, type WorkloadRef } from '../../kinds.ts';
import type { KubeObject } from '../../object.ts';
import { type Cluster, listOf } from '../cluster.ts';
import type { Finding } from '../finding.ts';

interface Autoscaler extends KubeObject {
  readonly spec: {
    readonly maxReplicas: number;
    readonly minReplicas?: number;
    readonly scaleTargetRef: { readonly kind: string; readonly name: string };
  };
  readonly status?: {
    readonly currentReplicas?: number;
    readonly desiredReplicas?: number;
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[];
  };
}

/** What scales the workload. */
export interface Scaling {
  readonly name: string;
  readonly current: number;
  readonly least: number;
  readonly most: number;
}

/** The autoscaler of a workload: whether it may go on, and whether it can see what it goes by. */
export async function scalingOf(
  cluster: Cluster,
): Promise<{ readonly scaling?: Scaling; readonly findings: readonly Finding[] }> {
  const all = await listOf<Autoscaler>(cluster, 'autoscaling/v2', 'horizontalpodautoscalers');
  const found = all?.find(({ spec }) => isFor(spec.scaleTargetRef, cluster.ref));
  if (!found) return { findings: [] };
  const { metadata, spec, status = {} } = found;
  const scaling = {
    name: metadata.name,
    current: status.currentReplicas ?? 0,
    least: spec.minReplicas ?? 1,
    most: spec.maxReplicas,
  };
  const object = `hpa/${metadata.name}`;
  const blind = status.conditions?.find(({ type, status: is }) => type === 'ScalingActive' && is === 'False');
  return {
    scaling,
    findings: [
      ...(scaling.current >= scaling.most
        ? [
            {
              is: 'at most replicas',
              text: `autoscaler ${metadata.name} is at its maximum of ${scaling.most}`,
              object,
            } as const,
          ]
        : []),
      // With a workload at 0 it rests, and says so in the same condition.
      ...(blind && scaling.current > 0
        ? [
            {
              is: 'scaling blind',
              text: plainLine(`autoscaler ${metadata.name} cannot scale: ${blind.message ?? ''}`, 240),
              object,
            } as const,
          ]
        : []),
    ],
  };
}

const isFor = (target: { readonly kind: string; readonly name: string }, { kind, name }: WorkloadRef): boolean =>
  target.kind === WORKLOADS[kind].kind && target.name === name;
