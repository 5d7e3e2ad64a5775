import type { Plan } from '../core/plan.ts';
import type { Clock, Secrets } from '../core/ports.ts';
import { type Host, openCluster } from '../kubernetes/access/open.ts';
import { type KubeApi, kubeApi } from '../kubernetes/api.ts';
import { withSecrets } from './secrets.ts';

export interface ClusterPorts extends Pick<Host, 'environment' | 'identity'> {
  readonly plan: () => Plan;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

/** The API server of a cluster of the config. Throws where the config, a secret or the way in is wrong: the message says which. */
export type Clusters = (cluster: string, timeout: number) => Promise<KubeApi>;

/** Opened for each use: what is in the config, or in a secret, may change. `timeout`: milliseconds for each call. */
export const clustersOf =
  ({ plan, secrets, clock, environment, identity }: ClusterPorts): Clusters =>
  async (cluster, timeout) => {
    const { settings } = await withSecrets(plan().clusters[cluster] ?? {}, secrets);
    return kubeApi(
      await openCluster(cluster, settings, { environment, identity, now: () => clock.now(), timeout }),
      timeout,
    );
  };
