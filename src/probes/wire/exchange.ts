import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { inWords } from '../../core/time/instant.ts';
import { type Keep, readBody } from './body.ts';
import { type Deadline, untilDeadline } from './deadline.ts';
import { exchangeFailure } from './errors.ts';
import { errorCode, type Failure, failure, isFailure } from './failure.ts';

// Imported, it would load all of Node's fetch beside it: 50 ms of every start (Node 24).
const { request } = process.getBuiltinModule('node:http');

/** One request as it goes over the wire. */
export interface Request {
  readonly url: URL;
  readonly method: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** An answer whose headers are there and whose body is still to come, whatever version of HTTP brought it. */
export interface Incoming {
  readonly status: number;
  readonly reason: string;
  /** `1.0`, `1.1` or `2.0`. */
  readonly httpVersion: string;
  /** Lower-case names; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** As they were sent, in order. */
  readonly lines: readonly (readonly [name: string, value: string])[];
  readonly body: Readable;
  /** Headers after the body, once it ended; HTTP/2 only. */
  trailers?(): Readonly<Record<string, string>>;
  /** Whether the body arrived to its end, asked once it ended or closed. */
  whole(): boolean;
}

/** Headers are cut off here; Node's own default, written down because it is promised. */
export const HEADER_CAP = 16 * 1024;

export const tooSlow = (deadline: Deadline) => () =>
  failure('deadline', `did not answer within ${inWords(deadline.timeout)}`);

/** Sends a request on a fresh socket and waits for the headers of its final answer; 1xx answers buy no time (W1). */
export function send(socket: Socket, ask: Request, deadline: Deadline): Promise<Incoming | Failure> {
  return untilDeadline<Incoming | Failure>(deadline, tooSlow(deadline), (settle) => {
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
      settle(incomingOf(incoming));
    });
    outgoing.once('upgrade', () => settle(failure('protocol_error', 'switches the protocol without being asked')));
    outgoing.end(ask.body);
    return undefined;
  });
}

/** Reads the answer's body to its end, the cap or the deadline. */
export function receive(
  { body, headers, whole }: Incoming,
  deadline: Deadline,
  keep?: Keep,
): Promise<Buffer | Failure> {
  const late = () => failure('deadline', `did not finish its answer within ${inWords(deadline.timeout)}`);
  return untilDeadline<Buffer | Failure>(deadline, late, (settle) => {
    if (body.errored) settle(receiveFailure(body.errored));
    body.once('error', (error) => settle(receiveFailure(error)));
    body.once('close', () => {
      if (!whole()) settle(receiveFailure({ code: 'ECONNRESET' }));
    });
    const end = (read: Buffer | Failure) =>
      settle(isFailure(read) || whole() ? read : receiveFailure({ code: 'ECONNRESET' }));
    return readBody(body, headers['content-encoding'] ?? '', end, keep);
  });
}

function incomingOf(incoming: IncomingMessage): Incoming {
  const { rawHeaders } = incoming;
  const headers = Object.entries(incoming.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return {
    status: incoming.statusCode ?? 0,
    reason: incoming.statusMessage ?? '',
    httpVersion: incoming.httpVersion,
    headers: Object.fromEntries(headers),
    lines: rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? ''] as const] : [])),
    body: incoming,
    whole: () => incoming.complete,
  };
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
