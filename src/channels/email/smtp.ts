import { Readable } from 'node:stream';
import type { NodemailerError } from 'nodemailer/lib/errors';
import type { Delivery } from '../../core/escalation/delivery.ts';
import { deadline, LATE } from '../../wire/deadline.ts';
import type { Mail } from './mail.ts';
import { ofReply, ofSilence } from './replies.ts';

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
 * Hands a mail to a server by SMTP (RFC 5321), on a connection of its own that is gone afterwards. `timeout` (ms) is
 * one absolute deadline, whatever the server trickles.
 */
export async function bySmtp(
  { from, to, id, raw }: Mail,
  server: Submission,
  { timeout }: { readonly timeout: number },
): Promise<Delivery> {
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
  let begun = false;
  /** Read when the server has said that it wants the message, and not before. */
  const message = Readable.from(
    (function* () {
      begun = true;
      yield raw;
    })(),
  );
  const said = new Promise<NodemailerError | undefined>((done) => {
    connection.on('error', done);
    connection.once('end', () => done(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    const send = () =>
      connection.send({ from, to: [to], size: raw.length }, message, (error) => done(error ?? undefined));
    connection.connect((error) => {
      if (error) return done(error);
      const { user, password } = server;
      if (user === undefined || password === undefined || !connection.allowsAuth) return send();
      connection.login({ user, pass: password, credentials: { user, pass: password } }, (refused) =>
        refused ? done(refused) : send(),
      );
    });
  });
  try {
    const got = await time.wait(said);
    if (got === LATE) return ofSilence(`no answer within ${timeout / 1000} s`, begun);
    if (got === undefined) {
      connection.quit();
      return { is: 'accepted', ref: id };
    }
    return ofReply(got, begun);
  } finally {
    connection.close();
    message.destroy();
  }
}

/** SMTP over TLS from the first byte (RFC 8314). */
const TLS_AT_ONCE = 465;
