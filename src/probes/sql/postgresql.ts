import type { Socket } from 'node:net';
import type { Check } from '../wire/check.ts';
import { encrypt } from '../wire/connection.ts';
import { untilDeadline } from '../wire/deadline.ts';
import { exchangeFailure } from '../wire/errors.ts';
import { type Failure, failure, isFailure } from '../wire/failure.ts';
import type { Driver } from './driver.ts';

/** Length 8, then the number that asks for TLS (PostgreSQL protocol, "SSLRequest"). */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

export const postgresql: Driver = {
  port: 5432,
  secure: async (check, watch, sighting, socket, login) => {
    const agreed = await askForTls(check, socket);
    if (isFailure(agreed)) return agreed;
    const secured = await encrypt(check, watch, sighting, login.host, socket, { protocols: [] });
    return isFailure(secured) ? secured : secured.socket;
  },
  run: async (socket, { user, password, database }, query, left) => {
    const { default: pg } = await import('pg');
    const client = new pg.Client({
      user,
      password,
      database,
      ssl: false,
      stream: () => alreadyOpen(socket) as Socket & { connect: never },
    });
    client.on('error', () => {});
    await client.connect();
    // The server gives up too where we have to: a connection that is gone does not end a query.
    await client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout = ${Math.max(1, Math.floor(left))}`);
    const { rows } = await client.query<unknown[]>({ text: query, rowMode: 'array' });
    await client.query('ROLLBACK');
    void client.end().catch(() => {});
    return rows;
  },
  // Class 28: invalid authorization.
  refuses: (code) => code.startsWith('28'),
};

/** The driver connects its stream by itself; ours has been since the address was checked. */
function alreadyOpen(socket: Socket): Socket {
  socket.connect = (() => {
    queueMicrotask(() => socket.emit('connect'));
    return socket;
  }) as Socket['connect'];
  return socket;
}

function askForTls({ deadline }: Check, socket: Socket): Promise<true | Failure> {
  const late = () => failure('tls_timeout', 'does not say whether it speaks TLS');
  return untilDeadline<true | Failure>(deadline, late, (settle) => {
    const answered = (chunk: Buffer) => {
      if (chunk.toString('latin1') === 'S') return settle(true);
      const refuses = chunk.toString('latin1') === 'N';
      settle(failure('tls_failed', refuses ? 'does not offer TLS' : 'answers with something that is not PostgreSQL'));
    };
    const broken = (error: unknown) => settle(exchangeFailure(error));
    const closed = () => settle(failure('protocol_error', 'closes the connection instead of starting TLS'));
    socket.once('data', answered).once('error', broken).once('close', closed);
    socket.write(SSL_REQUEST);
    return () => {
      socket.off('data', answered).off('error', broken).off('close', closed);
      socket.pause();
    };
  });
}
