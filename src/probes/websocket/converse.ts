import type { Socket } from 'node:net';
import { inWords } from '../../core/time/instant.ts';
import type { Check } from '../wire/check.ts';
import { untilDeadline } from '../wire/deadline.ts';
import { exchangeFailure } from '../wire/errors.ts';
import { errorCode, errorMessage, type Failure, failure } from '../wire/failure.ts';
import type { Stopwatch } from '../wire/phases.ts';
import { excerpt } from '../wire/redact.ts';
import { closingInWords } from './closing.ts';
import { fits } from './judge.ts';

export interface Conversation {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly protocols: readonly string[];
  readonly send: string | undefined;
  /** Waited for among the messages; absent: opening is enough. */
  readonly wanted: string | undefined;
  /** The whole message, not a part or a pattern. */
  readonly exactly: boolean;
}

/** What was heard. `last` is the message that fitted, or the last one that did not. */
export interface Heard {
  readonly found: boolean;
  readonly messages: number;
  readonly last?: string;
  /** How it ended before anything fitted: `closed with 1001 going away`. */
  readonly closed?: string;
}

const LARGEST = 1024 * 1024;

/** Opens a WebSocket on an open socket (RFC 6455), sends, and listens until a message fits or the deadline passes. */
export async function converse(
  check: Check,
  watch: Stopwatch,
  socket: Socket,
  { url, headers, protocols, send, wanted, exactly }: Conversation,
): Promise<Heard | Failure> {
  const { default: WebSocket } = await import('ws');
  const waited = watch.start('wait');
  let [opened, messages, last] = [false, 0, undefined as string | undefined];
  const heard = (found: boolean, closed?: string): Heard => ({
    found,
    messages,
    ...(last === undefined ? {} : { last }),
    ...(closed === undefined ? {} : { closed }),
  });
  const late = () =>
    opened ? heard(false) : failure('deadline', `did not open within ${inWords(check.deadline.timeout)}`);
  const outcome = await untilDeadline<Heard | Failure>(check.deadline, late, (settle) => {
    // TLS is on the socket already, so the library must not begin it again.
    const plain = `ws://${url.host}${url.pathname}${url.search}`;
    const client = new WebSocket(plain, [...protocols], {
      createConnection: () => socket,
      headers: { host: url.host, 'user-agent': 'tocsin', ...headers },
      perMessageDeflate: false,
      // One message a turn, or a flood of them would keep the deadline from its turn (W1).
      allowSynchronousEvents: false,
      maxPayload: LARGEST,
      followRedirects: false,
    });
    client.on('unexpected-response', (_request, { statusCode = 0 }) => settle(refused(statusCode)));
    client.on('error', (error) => settle(trouble(error)));
    client.once('open', () => {
      opened = true;
      check.note(() => `opened${client.protocol === '' ? '' : ` with ${client.protocol}`}`);
      if (send !== undefined) client.send(send);
      if (wanted === undefined) settle(heard(true));
    });
    client.on('message', (data) => {
      messages += 1;
      last = String(data);
      if (wanted !== undefined && fits(last, wanted, exactly, check.deadline.left())) settle(heard(true));
    });
    client.once('close', (code, reason) => {
      settle(heard(false, closingInWords(code, check.redact(String(reason)))));
    });
    return () => {
      // What has arrived already would be delivered all the same.
      client.removeAllListeners('message');
      client.terminate();
    };
  });
  waited();
  return outcome;
}

const refused = (status: number): Failure =>
  status === 401 || status === 403
    ? failure('credentials', `refuses to open: it answers ${status}`)
    : failure('websocket', `does not open: it answers ${status} instead of 101`);

function trouble(error: unknown): Failure {
  const message = errorMessage(error);
  const code = errorCode(error);
  if (/^(Invalid (Sec-WebSocket|Upgrade)|Server sent an invalid subprotocol|Server sent no subprotocol)/.test(message))
    return failure('websocket', `does not open as RFC 6455 says: ${excerpt(message)}`);
  if (code.startsWith('WS_ERR')) return failure('websocket', `breaks the rules of WebSockets: ${excerpt(message)}`);
  if (code === 'ECONNRESET' && message === 'socket hang up')
    return failure('protocol_error', 'closes the connection without answering');
  return exchangeFailure(error);
}
