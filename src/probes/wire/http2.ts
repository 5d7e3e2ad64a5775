import { type ClientHttp2Stream, connect, constants, type IncomingHttpHeaders } from 'node:http2';
import type { Socket } from 'node:net';
import { type Deadline, untilDeadline } from './deadline.ts';
import { exchangeFailure } from './errors.ts';
import { HEADER_CAP, type Incoming, type Request, tooSlow } from './exchange.ts';
import { type Failure, failure } from './failure.ts';

const TOO_LARGE = failure('headers_too_large', 'answers with more than 16 KiB of headers');
/** As RFC 9113 §6.5.2 counts a header list; asking for the limit in the settings is only advice. */
const sizeOf = (raw: readonly string[]): number => raw.reduce((sum, each) => sum + each.length + 16, 0);

/** What a server means by the code it resets a stream with (RFC 9113 §7). */
const RESETS: ReadonlyMap<number, Failure> = new Map([
  [constants.NGHTTP2_ENHANCE_YOUR_CALM, TOO_LARGE],
  [constants.NGHTTP2_REFUSED_STREAM, failure('protocol_error', 'refuses the HTTP/2 stream')],
]);

/** Sends a request over HTTP/2 on a fresh socket that agreed on it (RFC 9113), and waits for the answer's headers. */
export function sendHttp2(socket: Socket, ask: Request, deadline: Deadline): Promise<Incoming | Failure> {
  return untilDeadline<Incoming | Failure>(deadline, tooSlow(deadline), (settle) => {
    const session = connect(ask.url.origin, {
      createConnection: () => socket,
      settings: { enablePush: false, maxHeaderListSize: HEADER_CAP },
    });
    session.on('error', (error) => settle(exchangeFailure(error)));
    session.once('goaway', (code) => {
      if (code !== 0) settle(failure('protocol_error', `ends the HTTP/2 connection with error ${code}`));
    });
    session.once('close', () => settle(failure('protocol_error', 'closes the connection without answering')));
    const { host: _host, ...headers } = ask.headers;
    const stream = session.request({
      ':method': ask.method,
      ':path': `${ask.url.pathname}${ask.url.search}`,
      ':scheme': ask.url.protocol.slice(0, -1),
      ':authority': ask.headers.host ?? ask.url.host,
      ...headers,
    });
    stream.on('error', (error) => settle(RESETS.get(stream.rstCode ?? 0) ?? exchangeFailure(error)));
    stream.once('response', (answer, _flags, raw: readonly string[] = []) =>
      settle(sizeOf(raw) > HEADER_CAP ? TOO_LARGE : incomingOf(stream, answer, raw)),
    );
    stream.end(ask.body);
    return undefined;
  });
}

function incomingOf(stream: ClientHttp2Stream, answer: IncomingHttpHeaders, raw: readonly string[]): Incoming {
  let trailers: Readonly<Record<string, string>> = {};
  stream.once('trailers', (late: IncomingHttpHeaders) => {
    trailers = plain(late);
  });
  return {
    status: Number(answer[':status'] ?? 0),
    reason: '',
    httpVersion: '2.0',
    headers: plain(answer),
    lines: raw.flatMap((name, i) => (i % 2 === 0 && !name.startsWith(':') ? [[name, raw[i + 1] ?? ''] as const] : [])),
    body: stream,
    trailers: () => trailers,
    whole: () => (stream.rstCode ?? 0) === 0 && (stream.readableEnded || stream.endAfterHeaders),
  };
}

const plain = (headers: IncomingHttpHeaders): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !name.startsWith(':'))
      .map(([name, value]) => [name, [value].flat().join(', ')]),
  );
