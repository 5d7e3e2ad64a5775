import type { Socket } from 'node:net';
import { inWords } from '../../core/time/instant.ts';
import { BODY_CAP } from '../wire/body.ts';
import type { Check } from '../wire/check.ts';
import { encrypt, type Sighting } from '../wire/connection.ts';
import { untilDeadline } from '../wire/deadline.ts';
import { errorCode, errorMessage, type Failure, failure, isFailure } from '../wire/failure.ts';
import type { Stopwatch } from '../wire/phases.ts';
import { remark } from '../wire/redact.ts';
import { contain } from './contain.ts';
import type { Driver, Login, Rows } from './driver.ts';

/** Logs in and runs the query inside the check's deadline; what the server says against it is data. */
export async function runQuery(
  check: Check,
  watch: Stopwatch,
  sighting: Sighting,
  driver: Driver,
  socket: Socket,
  login: Login,
  query: string,
): Promise<Rows | Failure> {
  const { deadline } = check;
  let [stage, now, waited] = [LOGIN, socket, watch.start('wait')];
  const late = () => failure('deadline', `did not ${stage.verb} within ${inWords(deadline.timeout)}`);
  const outcome = await untilDeadline<Rows | Failure>(deadline, late, (settle) => {
    const broken = (error: unknown) => settle(refusal(check, driver, stage, now, error));
    const watched = (open: Socket) => {
      contain(open, BODY_CAP, (why, cause) =>
        why === 'broken' ? broken(cause) : settle(failure('body_too_large', 'answers with more than 1 MiB')),
      );
      now = open;
      return open;
    };
    const secure = async () => {
      waited();
      const secured = await encrypt(check, watch, sighting, login.host, socket, { protocols: [] });
      waited = watch.start('wait');
      return isFailure(secured) ? secured : watched(secured.socket);
    };
    const talk = async () => {
      const session = await driver.open({ check, socket: watched(socket), secure }, login);
      if (isFailure(session)) return session;
      stage = QUERY;
      try {
        return await session.ask(query, deadline.left() + GRACE);
      } finally {
        session.end();
      }
    };
    talk().then(settle, broken);
    return undefined;
  });
  waited();
  return outcome;
}

/** The server gives up after us, so that which of the two clocks is faster does not decide the verdict, in milliseconds. */
const GRACE = 500;

const LOGIN = { verb: 'let us in', noun: 'letting us in' };
const QUERY = { verb: 'answer the query', noun: 'answering the query' };

function refusal(check: Check, driver: Driver, { noun }: typeof LOGIN, socket: Socket, error: unknown): Failure {
  const said = remark(check.redact(errorMessage(error))) || 'it does not say which';
  check.note(() => `✗ ${errorCode(error)} ${said}`);
  const blamed = typeof error === 'object' && error !== null ? driver.blames(error) : undefined;
  if (blamed === 'credentials') return failure('credentials', `does not let the user in: ${said}`);
  if (blamed === 'sql') return failure('sql', `answers with an error: ${said}`);
  if (errorCode(error) === 'ECONNRESET') return failure('tcp_reset', `resets the connection instead of ${noun}`);
  if (socket.readableEnded) return failure('protocol_error', `closes the connection instead of ${noun}`);
  return failure('protocol_error', `does not keep to its protocol when ${noun}`);
}
