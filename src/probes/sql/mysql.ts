import type { Connection, ConnectionOptions } from 'mysql2';
import type { Driver, Rows } from './driver.ts';

export const mysql: Driver = {
  port: 3306,
  // MySQL starts TLS in the middle of its own handshake, so the driver has to.
  run: async (socket, { user, password, database, host, tls }, query) => {
    const { createConnection } = await import('mysql2');
    const options: ConnectionOptions = {
      stream: socket,
      user,
      password,
      ...(database === '' ? {} : { database }),
      ...(tls ? { ssl: { verifyIdentity: true }, host } : {}),
      rowsAsArray: true,
      // The check's own deadline closes the socket.
      connectTimeout: 0,
    };
    const connection = createConnection(options);
    connection.on('error', () => {});
    try {
      await ask(connection, 'START TRANSACTION READ ONLY');
      const rows = await ask(connection, query);
      await ask(connection, 'ROLLBACK');
      return rows;
    } finally {
      connection.destroy();
    }
  },
  refuses: (code) =>
    [
      'ER_ACCESS_DENIED_ERROR',
      'ER_DBACCESS_DENIED_ERROR',
      'ER_ACCESS_DENIED_NO_PASSWORD_ERROR',
      'ER_HOST_NOT_PRIVILEGED',
    ].includes(code),
};

const ask = (connection: Connection, text: string): Promise<Rows> =>
  new Promise((resolve, reject) => {
    connection.query(text, (error, rows) =>
      error ? reject(error) : resolve(Array.isArray(rows) ? (rows as unknown as Rows) : []),
    );
  });
