import { readFileSync } from 'node:fs';
import type { Cluster, User } from '@kubernetes/client-node';
import { type Access, AccessError } from './access.ts';
import { isHere } from './proxy.ts';

/** A kubeconfig may be wrapped, as CI systems keep them (the runbook's `KUBECONFIG_BASE64`). */
const isBase64 = (text: string): boolean => /^[A-Za-z0-9+/\s]+=*\s*$/.test(text);

/**
 * The current context of a kubeconfig, as text or Base64 of it. A user that runs a program for its credentials is refused:
 * a config from elsewhere must not start programs here. Throws an `AccessError`.
 */
export async function fromKubeconfig(text: string): Promise<Access> {
  const { KubeConfig: Config } = await import('@kubernetes/client-node/dist/config.js');
  const config = new Config();
  const yaml = isBase64(text) ? Buffer.from(text, 'base64').toString('utf8') : text;
  try {
    config.loadFromString(yaml);
  } catch (cause) {
    throw new AccessError('the kubeconfig cannot be read: it has to be the YAML of one, or Base64 of that', { cause });
  }
  const [cluster, user] = [config.getCurrentCluster(), config.getCurrentUser()];
  if (!cluster)
    throw new AccessError('the kubeconfig has no current cluster: set it with `kubectl config use-context`');
  if (cluster.skipTLSVerify && cluster.server.startsWith('https:'))
    throw new AccessError(
      'the kubeconfig does not verify its server (insecure-skip-tls-verify): give it the authority',
    );
  if (!isSafe(cluster.server))
    throw new AccessError(`the kubeconfig’s server ${cluster.server} is not https: its token would travel readable`);
  const refusal = user && refusalOf(user);
  if (refusal) throw new AccessError(refusal);
  // The library passes over it, and we would be nobody.
  if (/^\s*["']?tokenFile["']?\s*:|[{,]\s*["']?tokenFile["']?\s*:/m.test(yaml))
    throw new AccessError(
      'the kubeconfig names a tokenFile, which lies on another machine: put the token itself into it',
    );
  return { server: cluster.server, tls: tlsOf(cluster, user), headers: async () => headersOf(user) };
}

/** Plain HTTP only to this very machine. */
const isSafe = (server: string): boolean =>
  (URL.canParse(server) && new URL(server).protocol === 'https:') || isHere(server);

function refusalOf({ exec, authProvider }: User): string | undefined {
  if (exec !== undefined && exec !== null)
    return 'the kubeconfig’s user runs a program for its credentials (exec): use a token or a certificate, `eks:`, or `kubectl proxy` with `proxy:`';
  if (authProvider !== undefined && authProvider !== null)
    return 'the kubeconfig’s user has an auth-provider, which Kubernetes no longer knows: use a token or a certificate';
  return undefined;
}

/** What a kubeconfig has as data, or in a file of this machine. */
function bytesOf(data: string | undefined, file: string | undefined): Buffer | undefined {
  if (data !== undefined) return Buffer.from(data, 'base64');
  return file === undefined ? undefined : readFileSync(file);
}

function tlsOf(cluster: Cluster, user: User | null): Access['tls'] {
  const ca = bytesOf(cluster.caData, cluster.caFile);
  const cert = bytesOf(user?.certData, user?.certFile);
  const key = bytesOf(user?.keyData, user?.keyFile);
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

function headersOf(user: User | null): Readonly<Record<string, string>> {
  if (user?.token) return { authorization: `Bearer ${user.token.trim()}` };
  if (user?.username === undefined || user.password === undefined) return {};
  return { authorization: `Basic ${Buffer.from(`${user.username}:${user.password}`).toString('base64')}` };
}
