import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Finding } from '../finding.ts';
import type { Inquiry } from '../gather.ts';
import type { IngressSeen } from './ingresses.ts';

/** The addresses of a name; none where it does not exist. Rejects where no name server says. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** Hosts that are looked up; more is no evidence for people. */
const HOSTS = 4;

/** A name without addresses of that kind, or none at all. */
const NONE: ReadonlySet<string | undefined> = new Set(['ENOTFOUND', 'ENODATA']);

/** This machine's name servers, or others, asked once, no longer than `timeout` milliseconds. */
export function systemResolve(timeout: number, servers?: readonly string[]): Resolve {
  return async (host) => {
    const resolver = new Resolver({ timeout, tries: 1 });
    if (servers) resolver.setServers(servers);
    const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const addresses = answers.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
    const failed = answers.find((each) => each.status === 'rejected' && !NONE.has(each.reason?.code));
    if (addresses.length === 0 && failed) throw new Error('no name server answers');
    return addresses;
  };
}

/** Whether the hosts of the ingresses are where their controllers are. A wildcard is no name that can be asked for. */
export async function pointing(
  inquiry: Inquiry,
  ingresses: readonly IngressSeen[],
  resolve: Resolve,
): Promise<readonly Finding[]> {
  const wanted = ingresses
    .flatMap(({ name, hosts, addresses }) => hosts.map((host) => ({ name, host, addresses })))
    .filter(({ host, addresses }) => !host.startsWith('*') && addresses.length > 0)
    .slice(0, HOSTS);
  const found = await Promise.all(
    wanted.map(async ({ name, host, addresses }): Promise<readonly Finding[]> => {
      const [is, should] = await Promise.all([
        inquiry.wait(`address of ${host}`, () => resolve(host)),
        inquiry.wait(`addresses of ingress ${name}`, () => all(addresses, resolve)),
      ]);
      if (!is || !should) return [];
      const object = `ingress/${name}`;
      if (is.length === 0) return [{ is: 'name does not resolve', text: `${host} has no address`, object }];
      if (should.length === 0 || is.some((address) => should.includes(address))) return [];
      const text = `${host} is ${is.slice(0, 3).join(', ')}, the ingress at ${addresses.slice(0, 3).join(', ')}; well where a CDN or proxy stands between`;
      return [{ is: 'name points elsewhere', text, object }];
    }),
  );
  return found.flat();
}

/** Load balancers of clouds have names instead of addresses. */
const all = async (addresses: readonly string[], resolve: Resolve): Promise<readonly string[]> =>
  (await Promise.all(addresses.map(async (each) => (isIP(each) ? [each] : resolve(each))))).flat();
