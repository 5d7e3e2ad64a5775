import { type IncomingMessage, request as plain } from 'node:http';
import { request as secure } from 'node:https';
import type { Socket } from 'node:net';

export interface Call {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds for the whole call: one absolute deadline, whatever the peer does. */
  readonly timeout: number;
}

/** `not sent`: nothing reached the peer. `lost`: it may have, but no answer came back. */
export type Called =
  | {
      readonly is: 'answered';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly is: 'not sent'; readonly why: string }
  | { readonly is: 'lost'; readonly why: string };

const BODY = 64 * 1024;

/** One HTTP call on a fresh connection, redirects not followed. Never throws for what the peer does. */
export function call({ method, url, headers, body, timeout }: Call): Promise<Called> {
  if (!URL.canParse(url)) return Promise.resolve({ is: 'not sent', why: 'the address is not a URL' });
  return new Promise((resolve) => {
    let connected = false;
    const { protocol } = new URL(url);
    const request = (protocol === 'https:' ? secure : plain)(url, {
      method,
      headers: { ...headers, ...lengthOf(body) },
      agent: false,
    });
    const failed = (why: string) => end(connected ? { is: 'lost', why } : { is: 'not sent', why });
    const end = (called: Called) => {
      clearTimeout(timer);
      request.destroy();
      resolve(called);
    };
    const timer = setTimeout(() => failed(`no answer within ${timeout / 1000} s`), timeout);
    // Only once TLS is through as well has anything of ours been sent.
    request.on('socket', (socket: Socket) =>
      socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        connected = true;
      }),
    );
    request.on('response', (response) => {
      readSome(response).then(
        (text) =>
          end({ is: 'answered', status: response.statusCode ?? 0, headers: flat(response.headers), body: text }),
        (error: unknown) => failed(codeOf(error)),
      );
    });
    request.on('error', (error) => failed(codeOf(error)));
    request.end(body);
  });
}

const lengthOf = (body: string | undefined) =>
  body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };

async function readSome(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > BODY) break;
  }
  return Buffer.concat(chunks).subarray(0, BODY).toString('utf8');
}

const flat = (headers: IncomingMessage['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );

/** Words for the codes of sockets and TLS; never the message itself, which may hold the URL and so a secret (W7). */
const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  ENOTFOUND: 'name does not exist',
  EAI_AGAIN: 'name server does not answer',
  ETIMEDOUT: 'no connection',
  CERT_HAS_EXPIRED: 'certificate expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate self-signed',
};

function codeOf(error: unknown): string {
  const { code, errors } = error as { code?: string; errors?: readonly { code?: string }[] };
  const found = code ?? errors?.[0]?.code ?? 'the call failed';
  return WORDS[found] ?? found;
}
