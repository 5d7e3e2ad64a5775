import { BlockList, isIP, SocketAddress } from 'node:net';

/** Link-local and metadata services: never connected to, whatever the config says (W5). */
const FORBIDDEN = list(['169.254.0.0/16', 'fe80::/10', 'fd00:ec2::254/128', 'fd00:ec2::23/128', 'fd20:ce::254/128']);

/** Not reachable from the internet: only with `allow-networks`, or named literally by the operator. */
const PRIVATE = list([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
  '::/127',
  'fc00::/7',
  'fec0::/10',
  'ff00::/8',
]);

const LOOPBACK = list(['127.0.0.0/8', '::1/128']);

/** Answers why an address may not be connected to, or `undefined` where it may. Asked right before every connect (W5). */
export type Guard = (address: string, port: number, host: string) => string | undefined;

/**
 * `own` is the host of the operator's own URL: a literal address or `localhost` there licenses that address (loopback:
 * all of it), but only for hops that are literal too, so that a public name never leads inside.
 */
export function addressGuard(own: string, allowNetworks: readonly string[]): Guard {
  const allowed = allowedBy(allowNetworks);
  const runtimeApi = process.env.AWS_LAMBDA_RUNTIME_API;
  return (address, port, host) => {
    const plain = embedded(address);
    const parsed = parse(plain);
    if (FORBIDDEN.check(parsed)) return 'link-local and metadata addresses are never allowed';
    if (runtimeApi !== undefined && runtimeApi === `${plain}:${port}`) return "this is Lambda's own runtime";
    if (!PRIVATE.check(parsed) || allowed.check(parsed)) return undefined;
    if (isLiteral(host) && licenceOf(own).check(parsed)) return undefined;
    return 'it is private; `allow-networks` can permit it';
  };
}

/** Lists that a plan's checks share; making one costs more than a connection. Forgotten with the plan. */
const allowances = new WeakMap<readonly string[], BlockList>();

function allowedBy(allowNetworks: readonly string[]): BlockList {
  const made = allowances.get(allowNetworks) ?? list(allowNetworks);
  allowances.set(allowNetworks, made);
  return made;
}

/** An IP address or `localhost`: what needs no name server. */
export const isLiteral = (host: string): boolean => isIP(bare(host)) !== 0 || isLocalhost(host);

export const isLocalhost = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost');

/** A URL's host without the brackets of an IPv6 address. */
export const bare = (host: string): string => (host.startsWith('[') ? host.slice(1, -1) : host);

/** Whether an IP address is one that the internet does not route. */
export const isPrivate = (address: string): boolean => holds(PRIVATE, embedded(address));

/** What is wrong with a CIDR of `allow-networks`; `undefined` where it is fine. */
export function cidrProblem(cidr: string): string | undefined {
  const [address = '', bits, ...rest] = cidr.split('/');
  const family = isIP(address);
  const most = family === 4 ? 32 : 128;
  if (family === 0 || rest.length > 0 || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most)))
    return `'${cidr}' is not a network: write an address and a prefix length, like 10.0.0.0/8`;
  return undefined;
}

function licenceOf(own: string): BlockList {
  const address = embedded(bare(own));
  if (isLocalhost(own) || (isIP(address) !== 0 && holds(LOOPBACK, address))) return LOOPBACK;
  return list(isIP(address) === 0 ? [] : [address]);
}

function list(cidrs: readonly string[]): BlockList {
  const blocks = new BlockList();
  for (const cidr of cidrs) {
    const problem = cidrProblem(cidr);
    if (problem !== undefined) throw new Error(`allow-networks: ${problem}`);
    const [address = '', bits] = cidr.split('/');
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    blocks.addSubnet(address, Number(bits ?? (family === 'ipv4' ? 32 : 128)), family);
  }
  return blocks;
}

const holds = (blocks: BlockList, address: string): boolean => blocks.check(parse(address));

const parse = (address: string): SocketAddress =>
  new SocketAddress({ address, family: isIP(address) === 6 ? 'ipv6' : 'ipv4' });

/** The IPv4 address inside a mapped (::ffff:0:0/96), translated (64:ff9b::/96) or 6to4 (2002::/16) one. */
function embedded(address: string): string {
  if (isIP(address) !== 6) return address;
  const groups = expand(address);
  const head = groups.slice(0, 6).join(':');
  if (head === '0:0:0:0:0:ffff' || head === '64:ff9b:0:0:0:0') return dotted(groups[6]!, groups[7]!);
  if (groups[0] === '2002') return dotted(groups[1]!, groups[2]!);
  return address;
}

/** The eight groups of an IPv6 address, as the URL parser writes them: no leading zeros, no dotted tail. */
function expand(address: string): readonly string[] {
  const canonical = bare(new URL(`http://[${address.replace(/%.*$/, '')}]/`).hostname);
  const [left = '', right] = canonical.split('::');
  const [start, end] = [left, right ?? ''].map((half) => (half === '' ? [] : half.split(':')));
  if (right === undefined) return start!;
  return [...start!, ...Array<string>(8 - start!.length - end!.length).fill('0'), ...end!];
}

function dotted(high: string, low: string): string {
  const [h, l] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [h >> 8, h & 255, l >> 8, l & 255].join('.');
}
