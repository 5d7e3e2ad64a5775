import type { Socket } from 'node:net';
import { inWords } from '../../core/time/instant.ts';
import type { Certificate } from './certificate.ts';
import type { Check } from './check.ts';
import { dial, where } from './dial.ts';
import { type Failure, failure, isFailure } from './failure.ts';
import { secure, type TlsWish } from './handshake.ts';
import type { Stopwatch } from './phases.ts';
import { resolveHost } from './resolve.ts';

/** A fresh connection; the check's deadline closes it too. */
export interface Connection {
  readonly socket: Socket;
  /** What ALPN agreed on, where there was TLS. */
  readonly protocol?: string;
  close(): void;
}

/** What connecting found out before it succeeded or failed; the last hop's. */
export interface Sighting {
  address?: string;
  tlsProtocol?: string;
  cipher?: string;
  certificate?: Certificate;
}

/** Where a connection leads. */
export interface Endpoint {
  /** A name, an address, or an IPv6 address in brackets. */
  readonly host: string;
  readonly port: number;
  /** Present: TLS from the first byte on. */
  readonly tls?: TlsWish;
}

const SECURE: Readonly<Record<string, boolean>> = { 'http:': false, 'ws:': false, 'https:': true, 'wss:': true };

/** The endpoint of an http, https, ws or wss URL. */
export function endpointOf(url: URL, wish: TlsWish = {}): Endpoint {
  const secured = SECURE[url.protocol] ?? false;
  const port = Number(url.port || (secured ? 443 : 80));
  return { host: url.hostname, port, ...(secured ? { tls: wish } : {}) };
}

/**
 * Looks the host up, checks each address, connects, and secures where that is wanted (W2, W3, W5). Every kind and every
 * library gets its socket here.
 */
export async function openConnection(
  check: Check,
  watch: Stopwatch,
  sighting: Sighting,
  { host, port, tls }: Endpoint,
): Promise<Connection | Failure> {
  const addresses = await permittedAddresses(check, watch, host, port);
  if (isFailure(addresses)) return addresses;
  const dialled = watch.start('connect');
  const connection = await dial(addresses, port, check.deadline);
  const took = dialled();
  if (isFailure(connection)) return connection;
  const { socket, address } = connection;
  sighting.address = address;
  check.note(() => `connected to ${where(address, port)} (${inWords(took)})`);
  closeWith(check, socket);
  return tls ? encrypt(check, watch, sighting, host, socket, tls) : { socket, close: () => void socket.destroy() };
}

/** The addresses that may be connected to. */
export async function permittedAddresses(
  check: Check,
  watch: Stopwatch,
  host: string,
  port: number,
): Promise<readonly string[] | Failure> {
  const looked = watch.start('dns');
  const found = await resolveHost(host, check.deadline, check);
  const took = looked();
  if (isFailure(found)) return found;
  check.note(() => `${host} is ${found.join(', ')} (${inWords(took)})`);
  const refusals = found.map((address) => check.guard(address, port, host));
  const permitted = found.filter((_, i) => refusals[i] === undefined);
  if (permitted.length > 0) return permitted;
  return failure('blocked_address', `leads to ${where(found[0]!, port)}, which is not connected to: ${refusals[0]}`);
}

/** Secures an open connection; exported for protocols that start in plain text and change over (PostgreSQL, MySQL). */
export async function encrypt(
  check: Check,
  watch: Stopwatch,
  sighting: Sighting,
  host: string,
  socket: Socket,
  wish: TlsWish = {},
): Promise<Connection | Failure> {
  const shaken = watch.start('tls');
  const secured = await secure(socket, host, check, wish);
  const took = shaken();
  if (isFailure(secured)) {
    socket.destroy();
    return secured;
  }
  const { certificate, problem, socket: inside, protocol, cipher } = secured;
  const close = () => {
    inside.destroy();
    socket.destroy();
  };
  sighting.tlsProtocol = protocol;
  sighting.cipher = cipher;
  check.note(() => `${protocol} with ${cipher} (${inWords(took)})`);
  if (certificate) {
    sighting.certificate = certificate;
    const until = new Date(certificate.validTo).toISOString();
    check.note(() => `  certificate ${certificate.subject} until ${until}, by ${certificate.issuer}`);
  }
  if (!problem) return { socket: inside, close, ...(inside.alpnProtocol ? { protocol: inside.alpnProtocol } : {}) };
  close();
  return problem;
}

/** At the deadline, or when the check ends, nothing stays open. */
function closeWith({ deadline }: Check, socket: Socket): void {
  socket.once(
    'close',
    deadline.whenOver(() => void socket.destroy()),
  );
}
