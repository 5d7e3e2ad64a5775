import type { RemedyPlan } from '../../../src/core/plan.ts';
import { HOUR, MINUTE } from '../../../src/core/time/instant.ts';
import { type KubeApi, kubeApi } from '../../../src/kubernetes/api.ts';
import { revisionsPath, type WorkloadRef, workloadPath } from '../../../src/kubernetes/kinds.ts';
import type { Workload } from '../../../src/kubernetes/object.ts';
import { templateHash } from '../../../src/kubernetes/template.ts';
import { monitor } from '../plan.ts';
import { ApiServer } from './api-server.ts';
import { deployment, list, replicaSet, template } from './objects.ts';

export const BACKEND: WorkloadRef = { namespace: 'shop', kind: 'deployment', name: 'backend-deployment' };
/** What it is remembered by. */
export const BACKEND_KEY = 'prod/shop/deployment/backend-deployment';
/** A monitor that says that this runs it. */
export const backendMonitor = monitor('backend', {
  workload: { cluster: 'prod', namespace: 'shop', deployment: 'backend-deployment' },
});
export const remedyPlan = (kind: string, more: Partial<RemedyPlan> = {}): RemedyPlan => ({
  name: `${kind}-backend`,
  kind,
  monitor: 'backend',
  mode: 'ask',
  on: ['status'],
  approvers: [],
  verifyWithin: 5 * MINUTE,
  settings: { apart: HOUR, 'per-day': 2, 'deployed-within': 30 * MINUTE, 'healthy-for': 10 * MINUTE, by: 1, most: 5 },
  ...more,
});

export const imageOf = (version: string) => template(`shop/backend:${version}`);
/** What the recorder knows a version by. */
export const versionHash = (version: string) => templateHash(imageOf(version));

/** The shop's cluster: a Deployment whose versions come and go, behind a real API server on loopback. */
export class ShopCluster {
  readonly server = new ApiServer();
  #revision = 2;

  async open(): Promise<this> {
    await this.server.open();
    this.#put('1.8.2', []);
    return this;
  }

  close(): Promise<void> {
    return this.server.close();
  }

  api = async (_cluster: string, timeout: number): Promise<KubeApi> =>
    kubeApi({ server: this.server.url, tls: {}, headers: async () => ({}) }, timeout);

  /** Somebody deploys: the Deployment's template is another, the one before is in its history. */
  deploy(version: string): void {
    this.#revision += 1;
    this.#put(version, this.#held());
  }

  running(): string {
    return this.#stored().spec.template.spec.containers[0]!.image!.split(':')[1]!;
  }

  /** The controller's part after a change: as many new pods as are wanted. */
  settle(): void {
    const stored = this.#stored();
    const { generation = 0 } = stored.metadata;
    const replicas = stored.spec.replicas ?? 1;
    const status = {
      observedGeneration: generation,
      replicas,
      updatedReplicas: replicas,
      availableReplicas: replicas,
      readyReplicas: replicas,
    };
    this.server.objects.set(workloadPath(BACKEND), { ...stored, status } as never);
  }

  #stored(): Workload {
    return this.server.objects.get(workloadPath(BACKEND)) as unknown as Workload;
  }

  #held(): readonly unknown[] {
    return (this.server.objects.get(revisionsPath(BACKEND)) as { readonly items: readonly unknown[] }).items;
  }

  #put(version: string, held: readonly unknown[]): void {
    const workload = deployment({ template: imageOf(version) });
    const metadata = { ...workload.metadata, generation: this.#revision };
    this.server.objects.set(workloadPath(BACKEND), { ...workload, metadata } as never);
    const revisions = [...held, replicaSet(this.#revision, `shop/backend:${version}`)];
    this.server.objects.set(revisionsPath(BACKEND), list('ReplicaSet', revisions) as never);
    this.settle();
  }
}
