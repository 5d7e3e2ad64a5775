import type { Socket } from 'node:net';
import type { Connection, ConnectionOptions } from 'mysql2';
import { errorCode, type Failure, failure, isFailure } from '../wire/failure.ts';
import type { Driver, Line, Rows } from './driver.ts';

export const mysql: Driver = {
  port: 3306,
  open: async (line, { user, password, database, tls }) => {
    const { createConnection } = await import('mysql2');
    const options: ConnectionOptions = {
      stream: line.socket,
      user,
      password,
      ...(database === '' ? {} : { database }),
      ...(tls ? { ssl: {} } : {}),
      rowsAsArray: true,
      // Values as the client shows them: parsed dates would be in this machine's time zone.
      typeCast: (field) => field.string(),
      // No code is made of the names that a server gives its columns, and no file is read for it.
      disableEval: true,
      flags: ['-LOCAL_FILES'],
      // The check's own deadline closes the socket.
      connectTimeout: 0,
    };
    return new Promise((resolve, reject) => {
      const connection = createConnection(options);
      connection.on('error', () => {});
      secureOurselves(connection, line, resolve, reject);
      const refused = (error: Error) =>
        errorCode(error) === 'HANDSHAKE_NO_SSL_SUPPORT' ? resolve(NO_TLS) : reject(error);
      connection.connect((error) =>
        error
          ? refused(error)
          : resolve({
              ask: async (query, most) => {
                await ask(connection, giveUpAfter(most));
                // For the session: a transaction that may only read ends before a `drop table`, which then succeeds.
                await ask(connection, 'SET SESSION TRANSACTION READ ONLY');
                return ask(connection, query);
              },
              end: () => connection.end(() => {}),
            }),
      );
    });
  },
  // Only a server's errors have a message of that name.
  blames: (error) => {
    if (!('sqlMessage' in error)) return undefined;
    return 'code' in error && REFUSALS.has(String(error.code)) ? 'credentials' : 'sql';
  },
};

const NO_TLS = failure('tls_failed', 'does not offer TLS');

const REFUSALS = new Set([
  'ER_ACCESS_DENIED_ERROR',
  'ER_DBACCESS_DENIED_ERROR',
  'ER_ACCESS_DENIED_NO_PASSWORD_ERROR',
  'ER_HOST_NOT_PRIVILEGED',
]);

/**
 * MySQL and MariaDB name the limit differently, and each reads only its own kind of comment. Without one, a query goes
 * on after its connection is gone, and every check adds another.
 */
const giveUpAfter = (ms: number): string =>
  `SET SESSION autocommit = 1
   /*M!100101 , SESSION max_statement_time = ${Math.ceil(ms) / 1000} */
   /*!50708 , SESSION max_execution_time = ${Math.ceil(ms)} */`;

const ask = (connection: Connection, text: string): Promise<Rows> =>
  new Promise((resolve, reject) => {
    connection.query(text, (error, rows) =>
      error ? reject(error) : resolve(Array.isArray(rows) ? (rows as unknown as Rows) : []),
    );
  });

/** What of the driver its change to TLS touches. */
interface Changing {
  stream: Socket;
  startTLS: (done: () => void) => void;
  readonly packetParser: { execute(bytes: Buffer): void };
  _handleNetworkError(error: Error): void;
}

/** TLS begins in the middle of MySQL's handshake, so the driver says when; how is ours, or no certificate were judged. */
function secureOurselves(
  connection: Connection,
  { secure }: Line,
  failed: (why: Failure) => void,
  reject: (error: unknown) => void,
): void {
  const changing = connection as unknown as Changing;
  changing.startTLS = (done) => {
    changing.stream.removeAllListeners('data');
    secure().then((secured) => {
      if (isFailure(secured)) return failed(secured);
      secured.on('data', (bytes: Buffer) => changing.packetParser.execute(bytes));
      secured.on('error', (error) => changing._handleNetworkError(error));
      changing.stream = secured;
      done();
    }, reject);
  };
}
