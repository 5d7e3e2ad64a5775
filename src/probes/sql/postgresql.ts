import type { Socket } from 'node:net';
import type { QueryArrayConfig } from 'pg';
import { errorMessage, failure, isFailure } from '../wire/failure.ts';
import type { Driver } from './driver.ts';
import { askForTls } from './tls-request.ts';

export const postgresql: Driver = {
  port: 5432,
  open: async ({ check, socket, secure }, { host, port, user, password, database, tls }) => {
    const agreed = tls ? await askForTls(socket, check.deadline) : undefined;
    const open = agreed === true ? await secure() : (agreed ?? socket);
    if (isFailure(open)) return open;
    const { default: pg } = await import('pg');
    const client = new pg.Client({
      host,
      port,
      user,
      // As a function: for a text that is empty the driver would send what this machine's PGPASSWORD holds.
      password: () => password,
      database: database || user,
      application_name: 'tocsin',
      ssl: false,
      stream: () => alreadyOpen(open) as Socket & { connect: never },
    });
    client.on('error', () => {});
    try {
      await client.connect();
    } catch (error) {
      if (password === '' && errorMessage(error).startsWith('SASL')) return NO_PASSWORD;
      throw error;
    }
    return {
      ask: async (query, most) => {
        await client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout = ${Math.ceil(most)}`);
        const { rows } = await client.query<unknown[]>({ text: query, ...ASKING });
        await client.query('ROLLBACK');
        return rows;
      },
      end: () => void client.end().catch(() => {}),
    };
  },
  // Only a server's errors have a severity. Class 28: invalid authorization.
  blames: (error) => {
    if (!('severity' in error) || !error.severity) return undefined;
    return 'code' in error && String(error.code).startsWith('28') ? 'credentials' : 'sql';
  },
};

const NO_PASSWORD = failure('credentials', 'asks for a password, and the url has none');

const BOOLEAN = 16;
/** Values as psql shows them, but for booleans: the driver's parsers make dates of this machine's time zone. */
const types = { getTypeParser: (type: number) => (text: string) => (type === BOOLEAN ? text === 't' : text) };
/** Extended: one statement and no more, or a `commit;` in it would leave the transaction that may only read. */
const ASKING = { rowMode: 'array', queryMode: 'extended', types } as Omit<QueryArrayConfig, 'text'>;

/** The driver connects its stream by itself; ours has been since the address was checked. */
function alreadyOpen(socket: Socket): Socket {
  socket.connect = (() => {
    queueMicrotask(() => socket.emit('connect'));
    return socket;
  }) as Socket['connect'];
  return socket;
}
