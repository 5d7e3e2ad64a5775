import { connect, isIP, type Socket } from 'node:net';
import { inWords } from '../../core/time/instant.ts';
import { after, type Deadline, untilDeadline } from './deadline.ts';
import { connectFailure } from './errors.ts';
import { type Failure, failure } from './failure.ts';

export interface Dialled {
  readonly socket: Socket;
  readonly address: string;
}

/** The next address is tried beside the one before it after this long, or as soon as that one fails (RFC 8305 §5). */
const HEAD_START = 250;
const MOST_ADDRESSES = 6;

/** An address and port as people write them. */
export const where = (address: string, port: number): string =>
  isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;

/**
 * Connects to whichever address answers first. No attempt is given up before the deadline: Node's own happy eyeballs
 * aborts after 250 ms and fails healthy hosts that are far away.
 */
export function dial(addresses: readonly string[], port: number, deadline: Deadline): Promise<Dialled | Failure> {
  const candidates = alternate(addresses).slice(0, MOST_ADDRESSES);
  const late = () => {
    const places = candidates.map((address) => where(address, port)).join(' and ');
    return failure('connect_timeout', `did not accept a connection on ${places} within ${inWords(deadline.timeout)}`);
  };
  return untilDeadline<Dialled | Failure>(deadline, late, (settle) => {
    const attempts: Socket[] = [];
    const failures: Failure[] = [];
    let headStart: (() => void) | undefined;
    let winner: Socket | undefined;
    const tryNext = () => {
      headStart?.();
      const address = candidates[attempts.length];
      if (address === undefined) return;
      const socket = connect({ host: address, port, noDelay: true, autoSelectFamily: false });
      attempts.push(socket);
      socket.on('error', (error) => {
        if (winner) return;
        failures.push(connectFailure(error, where(address, port)));
        if (failures.length === candidates.length) settle(worst(failures));
        else tryNext();
      });
      socket.once('connect', () => {
        winner ??= socket;
        settle({ socket: winner, address });
      });
      if (attempts.length < candidates.length) headStart = after(HEAD_START, tryNext);
    };
    tryNext();
    return () => {
      headStart?.();
      for (const socket of attempts) if (socket !== winner) socket.destroy();
    };
  });
}

/** IPv6 and IPv4 by turns, in the resolver's order. */
function alternate(addresses: readonly string[]): readonly string[] {
  if (addresses.length < 2) return addresses;
  const first = isIP(addresses[0] ?? '');
  const [some, others] = [addresses.filter((a) => isIP(a) === first), addresses.filter((a) => isIP(a) !== first)];
  return some.flatMap((address, i) => [address, ...(others[i] ? [others[i]] : [])]).concat(others.slice(some.length));
}

/** A refusal says more than a missing route. */
function worst(failures: readonly Failure[]): Failure {
  const telling = ['tcp_refused', 'tcp_reset', 'connect_timeout', 'unknown'];
  return [...failures].sort((a, b) => telling.indexOf(a.failed) - telling.indexOf(b.failed))[0]!;
}
