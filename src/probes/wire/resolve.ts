import { Resolver } from 'node:dns';
import { isIP } from 'node:net';
import { SECOND } from '../../core/time/instant.ts';
import { bare, isLocalhost } from './addresses.ts';
import { after, type Deadline, untilDeadline } from './deadline.ts';
import { errorCode, type Failure, failure, ourFailure } from './failure.ts';
import { fromHostsFile } from './hosts.ts';

export interface ResolveOptions {
  /** `address` or `address:port` of the name servers to ask; absent: the system's. */
  readonly nameServers?: readonly string[];
  readonly hostsFile?: string;
}

const TRIES = 3;
/** How long an answer for one family waits for the other (RFC 8305 §3). */
const GRACE = 50;
/** What c-ares says when nothing came back. */
const SILENT = new Set(['ETIMEOUT', 'ECANCELLED', 'ECANCELED']);

/** What one family's query gave: addresses, or why not. */
type Reply = { readonly addresses: readonly string[] } | { readonly error: string };

/**
 * The addresses of a host, IPv6 first (W3): literals, `localhost` and the hosts file first, then three queries of a
 * second each, so that a lost packet costs one second and not the five of most system resolvers.
 */
export async function resolveHost(
  host: string,
  deadline: Deadline,
  options: ResolveOptions,
): Promise<readonly string[] | Failure> {
  const name = bare(host).toLowerCase().replace(/\.$/, '');
  if (isIP(name) !== 0) return [name];
  if (isLocalhost(name)) return ['127.0.0.1', '::1'];
  const local = await fromHostsFile(name, options.hostsFile);
  if (local.length > 0) return local;
  const resolver = new Resolver({ tries: 1, timeout: SECOND });
  const servers = [...(options.nameServers ?? resolver.getServers())];
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    // A dead first name server costs one attempt, not all of them.
    resolver.setServers([...servers.slice(attempt % servers.length), ...servers.slice(0, attempt % servers.length)]);
    const replies = await ask(resolver, name, deadline);
    const addresses = replies.flatMap((reply) => ('addresses' in reply ? reply.addresses : []));
    if (addresses.length > 0) return addresses;
    const errors = replies.flatMap((reply) => ('error' in reply && !SILENT.has(reply.error) ? [reply.error] : []));
    const verdict = judge(name, errors);
    if (verdict) return verdict;
    if (deadline.passed()) break;
  }
  return failure('dns_timeout', `cannot be looked up: no name server answers for ${name}`);
}

/** Asks for both families at once; ours is the timer, so that a silent server costs exactly one second. */
function ask(resolver: Resolver, name: string, deadline: Deadline): Promise<readonly Reply[]> {
  const replies: Reply[] = [];
  return untilDeadline<readonly Reply[]>(
    deadline,
    () => replies,
    (settle) => {
      let grace: (() => void) | undefined;
      const finish = () => settle(replies);
      const got = (reply: Reply) => {
        replies.push(reply);
        if (replies.length === 2) return finish();
        // "No such record" leaves the other family to wait for; anything else is as good as an answer.
        const inconclusive = 'error' in reply && (reply.error === 'ENODATA' || SILENT.has(reply.error));
        if (!inconclusive) grace = after(GRACE, finish);
      };
      const take = (error: unknown, addresses: readonly string[] | undefined) =>
        got(error ? { error: errorCode(error) } : { addresses: addresses ?? [] });
      const cancel = after(SECOND, finish);
      resolver.resolve6(name, take);
      resolver.resolve4(name, take);
      return () => {
        cancel();
        grace?.();
        resolver.cancel();
      };
    },
  ).then((all) => [...all].sort((a, b) => rank(a) - rank(b)));
}

/** IPv6 first, as browsers do; failing quickly costs nothing (dial.ts). */
const rank = (reply: Reply): number => ('addresses' in reply && isIP(reply.addresses[0] ?? '') === 6 ? 0 : 1);

/** Definite answers, worst first; nothing where the servers were silent for at least one family. */
function judge(name: string, errors: readonly string[]): Failure | undefined {
  if (errors.includes('ENOTFOUND')) return failure('dns_nxdomain', `cannot be found: the name ${name} does not exist`);
  if (errors.includes('EBADNAME')) return failure('dns_nxdomain', `cannot be found: ${name} is not a valid name`);
  if (errors.includes('ECONNREFUSED'))
    return ourFailure(`could not be looked up: this location reaches no name server`);
  const broken = errors.find((error) => error !== 'ENODATA');
  if (broken) return failure('dns_servfail', `cannot be looked up: the name server fails for ${name}`);
  if (errors.length === 2) return failure('dns_nxdomain', `cannot be found: the name ${name} has no address`);
  return undefined;
}
