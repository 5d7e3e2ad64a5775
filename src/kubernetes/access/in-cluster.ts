import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Access, AccessError } from './access.ts';

/** Where Kubernetes puts a pod's own identity. */
const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

type Environment = Readonly<Record<string, string | undefined>>;

/** The cluster that this runs in, as the pod's service account. Its token is renewed by the kubelet, so it is read for each call. */
export function inCluster(environment: Environment, folder = FOLDER): Access {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = environment;
  const [token, ca] = [join(folder, 'token'), join(folder, 'ca.crt')];
  if (!host || !port || !existsSync(token))
    throw new AccessError(
      '`in-cluster: true` is for Tocsin in a pod with a service account: use `kubeconfig` from anywhere else',
    );
  return {
    server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    tls: { ca: readFileSync(ca) },
    headers: async () => ({ authorization: `Bearer ${(await readFile(token, 'utf8')).trim()}` }),
  };
}
