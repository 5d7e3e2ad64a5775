import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as secure } from 'node:https';
import type { Socket } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import { faultOf } from './fault.ts';

// Imported, it would load all of Node's fetch beside it: 50 ms of every start (Node 24).
const { request: plain } = process.getBuiltinModule('node:http');

export interface Call {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds for the whole call: one absolute deadline, whatever the peer does. */
  readonly timeout: number;
  /** Whom to trust, and who we are, where the machine's own certificates are not meant. */
  readonly tls?: Pick<SecureContextOptions, 'ca' | 'cert' | 'key'>;
  /** The Unix socket that the peer listens on; the URL's host is no address then. */
  readonly socketPath?: string;
  /** The body as it is, a character for each byte (`latin1`), where it is no text. */
  readonly asBytes?: true;
  /** Bytes of the answer's body that are read, 64 KB where absent. */
  readonly most?: number;
}

export interface Head {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * `not sent`: nothing reached the peer. `lost`: it may have, but no whole answer came back; `head` where at least the
 * status did. `invalid`: no such request can be made, now or later.
 */
export type Called =
  | (Head & { readonly is: 'answered'; readonly body: string })
  | { readonly is: 'not sent'; readonly why: string }
  | { readonly is: 'invalid'; readonly why: string }
  | { readonly is: 'lost'; readonly why: string; readonly head?: Head };

const BODY = 64 * 1024;

/** One HTTP call on a fresh connection, redirects not followed. Throws neither for what the peer does nor for a bad address. */
export function call(asked: Call): Promise<Called> {
  try {
    return exchange(begin(asked), asked);
  } catch (error) {
    return Promise.resolve({ is: 'invalid', why: faultOf(error) });
  }
}

/** Throws where the address or a header's name cannot be sent. */
function begin({ method, url, headers, body, tls, socketPath }: Call): ClientRequest {
  const secured = new URL(url).protocol === 'https:';
  return (secured ? secure : plain)(url, {
    method,
    headers: { ...oneLine(headers), ...lengthOf(body) },
    agent: false,
    ...(socketPath !== undefined && { socketPath }),
    ...tls,
  });
}

function exchange(request: ClientRequest, { body, timeout, most = BODY, asBytes }: Call): Promise<Called> {
  return new Promise((resolve) => {
    let connected = false;
    let head: Head | undefined;
    const failed = (why: string) =>
      end(connected ? { is: 'lost', why, ...(head && { head }) } : { is: 'not sent', why });
    const end = (called: Called) => {
      clearTimeout(timer);
      request.destroy();
      resolve(called);
    };
    const timer = setTimeout(() => failed(`no answer within ${Math.ceil(timeout / 100) / 10} s`), timeout);
    // Only once TLS is through as well has anything of ours been sent.
    request.on('socket', (socket: Socket) =>
      socket.once(request.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        connected = true;
      }),
    );
    request.on('response', (response) => {
      const got = headOf(response);
      head = got;
      readSome(response, most).then(
        (read) => end({ is: 'answered', ...got, body: read.toString(asBytes ? 'latin1' : 'utf8') }),
        (error: unknown) => failed(faultOf(error)),
      );
    });
    // 101: nobody asked for another protocol, but it is an answer.
    request.on('upgrade', (response) => end({ is: 'answered', ...headOf(response), body: '' }));
    request.on('error', (error) => failed(faultOf(error)));
    // As bytes: Node would write the headers in the encoding of a body that is text.
    request.end(body === undefined ? undefined : Buffer.from(body));
  });
}

/** A header is one line of bytes: a secret that ends in a line break must neither split nor stop a request. */
const oneLine = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Buffer.from(value.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim(), 'utf8').toString('latin1'),
    ]),
  );

const lengthOf = (body: string | undefined) =>
  body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };

async function readSome(response: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > most) break;
  }
  return Buffer.concat(chunks).subarray(0, most);
}

const headOf = ({ statusCode = 0, headers }: IncomingMessage): Head => ({ status: statusCode, headers: flat(headers) });

const flat = (headers: IncomingMessage['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
