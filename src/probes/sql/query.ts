import type { Socket } from 'node:net';
import { inWords } from '../../core/time/instant.ts';
import type { Check } from '../wire/check.ts';
import { untilDeadline } from '../wire/deadline.ts';
import { errorCode, errorMessage, type Failure, failure } from '../wire/failure.ts';
import type { Stopwatch } from '../wire/phases.ts';
import { excerpt } from '../wire/redact.ts';
import type { Driver, Login, Rows } from './driver.ts';

/** Runs the query inside the check's deadline; what the server says against it is data. */
export async function runQuery(
  check: Check,
  watch: Stopwatch,
  driver: Driver,
  socket: Socket,
  login: Login,
  query: string,
): Promise<Rows | Failure> {
  const { deadline } = check;
  const waited = watch.start('wait');
  const late = () => failure('deadline', `did not answer the query within ${inWords(deadline.timeout)}`);
  const rows = await untilDeadline<Rows | Failure>(deadline, late, (settle) => {
    driver
      .run(socket, login, query, deadline.left())
      .then(settle, (error: unknown) => settle(refusal(check, driver, error)));
    return () => void socket.destroy();
  });
  waited();
  return rows;
}

/** Codes that a socket gives, not a server. */
const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'PROTOCOL_CONNECTION_LOST', 'PROTOCOL_UNEXPECTED_PACKET']);

function refusal(check: Check, driver: Driver, error: unknown): Failure {
  const code = errorCode(error);
  const message = excerpt(check.redact(errorMessage(error)));
  check.note(() => `✗ ${code} ${message}`);
  if (driver.refuses(code)) return failure('credentials', `does not let the user in: ${message}`);
  if (
    BROKEN.has(code) ||
    /^Connection terminated|Connection lost|unexpected(ly)? (end|packet|message)|timeout expired/i.test(message)
  )
    return failure('protocol_error', 'closes the connection, or says what is not its protocol');
  return failure('sql', `answers with an error: ${message}`);
}
