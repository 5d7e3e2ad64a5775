import { type Access, AccessError } from './access.ts';
import { type AwsIdentity, eksAccess } from './eks.ts';
import { inCluster } from './in-cluster.ts';
import { fromKubeconfig } from './kubeconfig.ts';
import { fromProxy } from './proxy.ts';

/** What a host knows that ways into a cluster need. */
export interface Host {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Who we are on AWS; asked for each token. */
  readonly identity: () => Promise<AwsIdentity>;
  readonly now: () => number;
  /** Milliseconds for a call. */
  readonly timeout: number;
}

type Way = (setting: unknown, host: Host) => Access | Promise<Access>;

/** The ways into a cluster, by the key that the config names each by. */
const WAYS: Readonly<Record<string, Way>> = {
  eks: (setting, { identity, now, timeout }) => {
    const { name, region } = setting as { readonly name: string; readonly region: string };
    return eksAccess({ name, region, identity, now, timeout });
  },
  kubeconfig: (setting) => fromKubeconfig(String(setting)),
  proxy: (setting) => fromProxy(String(setting)),
  'in-cluster': (_, { environment }) => inCluster(environment),
};

/** The way into a cluster of the config, secrets resolved. Throws an `AccessError` that names the cluster. */
export async function openCluster(
  name: string,
  settings: Readonly<Record<string, unknown>>,
  host: Host,
): Promise<Access> {
  const way = Object.keys(WAYS).find((key) => settings[key] !== undefined);
  if (way === undefined) throw new AccessError(`cluster '${name}' names no way in: ${Object.keys(WAYS).join(', ')}`);
  try {
    return await WAYS[way]!(settings[way], host);
  } catch (cause) {
    if (!(cause instanceof AccessError)) throw cause;
    throw new AccessError(`cluster '${name}': ${cause.message}`, { cause });
  }
}
