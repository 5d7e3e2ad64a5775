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
/**
 * Silence for this long is taken for a lost packet, and the first address that is still silent is dialled once more. The
 * kernel alone repeats a lost SYN after 1, 3 and 7 s: at a tenth of packets lost this makes checks fail 18 times less often.
 */
const SECOND_DIAL = 1_000;

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
    const failures = new Map<string, Failure>();
    let headStart: (() => void) | undefined;
    let winner: Socket | undefined;
    const attempt = (address: string) => {
      const socket = connect({ host: address, port, noDelay: true, autoSelectFamily: false });
      attempts.push(socket);
      socket.on('error', (error) => {
        if (winner) return;
        failures.set(address, connectFailure(error, where(address, port)));
        if (failures.size === candidates.length) settle(worst([...failures.values()]));
        else tryNext();
      });
      socket.once('connect', () => {
        winner ??= socket;
        settle({ socket: winner, address });
      });
    };
    let tried = 0;
    const tryNext = () => {
      headStart?.();
      const address = candidates[tried];
      if (address === undefined) return;
      tried += 1;
      attempt(address);
      if (tried < candidates.length) headStart = after(HEAD_START, tryNext);
    };
    tryNext();
    const secondDial = after(SECOND_DIAL, () => {
      const silent = candidates.find((address) => !failures.has(address));
      if (silent !== undefined) attempt(silent);
    });
    return () => {
      headStart?.();
      secondDial();
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
