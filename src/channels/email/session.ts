import type { NodemailerError } from 'nodemailer/lib/errors';
import type SmtpConnection from 'nodemailer/lib/smtp-connection';
import { deadline, type LATE } from '../../wire/deadline.ts';

/** A server that takes mail for delivery (RFC 6409). */
export interface Submission {
  readonly host: string;
  readonly port: number;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** Absent: as the port says, and never in the open. */
  readonly tls?: 'at-once' | 'required' | 'offered' | 'never' | undefined;
  readonly ca?: string | undefined;
}

/**
 * Connects, encrypts and logs in as the settings want, and does one thing, on a connection of its own that is gone
 * afterwards. Gives the error that ended it, `undefined` where none did, or `LATE` after `timeout` (ms).
 */
export async function session(
  server: Submission,
  timeout: number,
  does: (connection: SmtpConnection, done: (error?: NodemailerError) => void) => void,
): Promise<NodemailerError | undefined | typeof LATE> {
  const { default: Connection } = await import('nodemailer/lib/smtp-connection');
  const time = deadline(timeout);
  const tls = server.tls ?? (server.port === TLS_AT_ONCE ? 'at-once' : 'required');
  // Ours is the deadline: the library's own timers, most of them minutes, would only end what is over.
  const never = 2 * timeout;
  const connection = new Connection({
    host: server.host,
    port: server.port,
    secure: tls === 'at-once',
    requireTLS: tls === 'required',
    ignoreTLS: tls === 'never',
    ...(server.ca !== undefined && { tls: { ca: server.ca } }),
    connectionTimeout: never,
    greetingTimeout: never,
    socketTimeout: never,
    dnsTimeout: timeout,
    socketCloseTimeout: 0,
  });
  const said = new Promise<NodemailerError | undefined>((done) => {
    connection.on('error', done);
    connection.once('end', () => done(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    const ready = () => does(connection, done);
    connection.connect((error) => {
      if (error) return done(error);
      const { user, password } = server;
      if (user === undefined || password === undefined || !connection.allowsAuth) return ready();
      connection.login({ user, pass: password, credentials: { user, pass: password } }, (refused) =>
        refused ? done(refused) : ready(),
      );
    });
  });
  try {
    const got = await time.wait(said);
    if (got === undefined) connection.quit();
    return got;
  } finally {
    connection.close();
  }
}

/** SMTP over TLS from the first byte (RFC 8314). */
const TLS_AT_ONCE = 465;
