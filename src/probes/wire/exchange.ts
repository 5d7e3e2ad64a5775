import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { inWords } from '../../core/time/instant.ts';
import { readBody } from './body.ts';
import { type Deadline, untilDeadline } from './deadline.ts';
import { exchangeFailure } from './errors.ts';
import { errorCode, type Failure, failure } from './failure.ts';

/** One request as it goes over the wire. */
export interface Request {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Headers are cut off here; Node's own default, written down because it is promised. */
const HEADER_CAP = 16 * 1024;

/** Sends a request on a fresh socket and waits for the headers of its final answer; 1xx answers buy no time (W1). */
export function send(socket: Socket, ask: Request, deadline: Deadline): Promise<IncomingMessage | Failure> {
  const late = () => failure('deadline', `did not answer within ${inWords(deadline.timeout)}`);
  return untilDeadline<IncomingMessage | Failure>(deadline, late, (settle) => {
    const outgoing = request({
      createConnection: () => socket,
      host: ask.url.hostname,
      method: ask.method,
      path: `${ask.url.pathname}${ask.url.search}`,
      headers: { Host: ask.url.host, ...ask.headers },
      maxHeaderSize: HEADER_CAP,
      insecureHTTPParser: false,
    });
    let answer: IncomingMessage | undefined;
    // The parser's objections to a body arrive here too; the answer passes them on to `receive`.
    outgoing.on('error', (error) => (answer ? answer.destroy(error) : settle(sendFailure(error))));
    outgoing.once('response', (incoming: IncomingMessage) => {
      answer = incoming;
      incoming.on('error', () => {});
      settle(incoming);
    });
    outgoing.once('upgrade', () => settle(failure('protocol_error', 'switches the protocol without being asked')));
    outgoing.end(ask.body);
    return undefined;
  });
}

/** Reads the answer's body to its end, the cap or the deadline. */
export function receive(incoming: IncomingMessage, deadline: Deadline): Promise<Buffer | Failure> {
  const late = () => failure('deadline', `did not finish its answer within ${inWords(deadline.timeout)}`);
  return untilDeadline<Buffer | Failure>(deadline, late, (settle) => {
    if (incoming.errored) settle(receiveFailure(incoming.errored));
    incoming.once('error', (error) => settle(receiveFailure(error)));
    incoming.once('close', () => {
      if (!incoming.complete) settle(receiveFailure({ code: 'ECONNRESET' }));
    });
    return readBody(incoming, incoming.headers['content-encoding'] ?? '', settle);
  });
}

/** Node calls an orderly close before any answer a reset; only the system call's own is one. */
function sendFailure(error: unknown): Failure {
  const real = typeof error === 'object' && error !== null && 'syscall' in error;
  if (errorCode(error) === 'ECONNRESET' && !real)
    return failure('protocol_error', 'closes the connection without answering');
  return exchangeFailure(error);
}

function receiveFailure(error: unknown): Failure {
  const code = errorCode(error);
  if (code === 'ECONNRESET') return failure('protocol_error', 'ends in the middle of its answer');
  if (code === 'HPE_INVALID_CONSTANT') return failure('protocol_error', 'sends more than its Content-Length says');
  return exchangeFailure(error);
}
