import type { Socket } from 'node:net';
import { type Deadline, untilDeadline } from '../wire/deadline.ts';
import { exchangeFailure } from '../wire/errors.ts';
import { type Failure, failure } from '../wire/failure.ts';

/** Length 8, then the number that asks for TLS (PostgreSQL protocol, "SSLRequest"). */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** By the first byte of the answer. More than one byte after an `S` would be text smuggled in before TLS (CVE-2021-23222). */
const ANSWERS: Readonly<Record<string, true | Failure>> = {
  S: true,
  N: failure('tls_failed', 'does not offer TLS'),
  E: failure('sql', 'answers with an error instead of starting TLS'),
};
const NOT_POSTGRESQL = failure('tls_failed', 'answers with something that is not PostgreSQL');

/** Asks a PostgreSQL server to change over to TLS. */
export function askForTls(socket: Socket, deadline: Deadline): Promise<true | Failure> {
  const late = () => failure('tls_timeout', 'does not say whether it speaks TLS');
  return untilDeadline<true | Failure>(deadline, late, (settle) => {
    const answered = (chunk: Buffer) => {
      const first = chunk.toString('latin1', 0, 1);
      const answer = chunk.length === 1 || first === 'E' ? ANSWERS[first] : undefined;
      settle(answer ?? NOT_POSTGRESQL);
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
