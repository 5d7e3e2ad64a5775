import { plainLine } from '../core/message/plain.ts';
import { type Called, call } from '../wire/call.ts';

/** What came of a call. `sent`: `maybe` where the engine may have it although it did not answer. */
export type EngineAnswer =
  | { readonly is: 'answered'; readonly status: number; readonly body: string }
  | { readonly is: 'failed'; readonly sent: 'no' | 'maybe'; readonly why: string };

/** Calls to the Docker Engine API (docs.docker.com/reference/api/engine). Never rejects for what the engine does. */
export interface Engine {
  /** `asBytes`: a character of the body for each byte. */
  get(path: string, query?: Query, how?: { readonly asBytes?: true }): Promise<EngineAnswer>;
  post(path: string, query?: Query): Promise<EngineAnswer>;
}
export type Query = Readonly<Record<string, string>>;

/** Bytes of an answer: a hundred long lines of a log, or a machine full of containers. */
const MOST = 4 * 1024 * 1024;
/** What an engine speaks at least; newer ones say what they speak, and refuse what is too old for them. */
const OLDEST = 'v1.41';

/** An engine behind its socket. Each call takes `timeout` milliseconds at most. */
export function engineAt(socket: string, timeout: number): Engine {
  let version: Promise<string> | undefined;
  const ask = async (method: string, path: string, how: { readonly asBytes?: true } = {}) =>
    meaningOf(
      await call({ method, url: `http://docker${path}`, headers: {}, timeout, socketPath: socket, most: MOST, ...how }),
      socket,
    );
  const speak = async () => {
    const pinged = await call({ method: 'GET', url: 'http://docker/_ping', headers: {}, timeout, socketPath: socket });
    const spoken = pinged.is === 'answered' ? pinged.headers['api-version'] : undefined;
    return /^\d+\.\d+$/.test(spoken ?? '') ? `v${spoken}` : OLDEST;
  };
  const at = async (path: string, query: Query) => {
    version ??= speak();
    const asked = new URLSearchParams(query).toString();
    return `/${await version}${path}${asked === '' ? '' : `?${asked}`}`;
  };
  return {
    get: async (path, query = {}, how) => ask('GET', await at(path, query), how),
    post: async (path, query = {}) => ask('POST', await at(path, query)),
  };
}

function meaningOf(called: Called, socket: string): EngineAnswer {
  if (called.is === 'answered') return called;
  const why = `${socket}: ${called.why}${HINTS[called.why] ?? ''}`;
  return { is: 'failed', sent: called.is === 'lost' ? 'maybe' : 'no', why };
}

/** What to do about it, by what is said of a socket. */
const HINTS: Readonly<Record<string, string>> = {
  'there is no such socket': ' (does Docker run, and is that where it listens?)',
  'permission denied': ' (let Tocsin’s user into the group of the socket)',
};

/** What the engine says of why not: `404: No such container: 4be1`. */
export function messageIn({ status, body }: Extract<EngineAnswer, { is: 'answered' }>): string {
  const { message } = objectIn(body) as { readonly message?: unknown };
  return typeof message === 'string' && message !== ''
    ? `Docker answered ${status}: ${plainLine(message, 200)}`
    : `Docker answered ${status}`;
}

/** What an answer holds; or why it cannot be had. */
export function read<T>(answer: EngineAnswer): { readonly object: T } | { readonly why: string } {
  if (answer.is === 'failed') return { why: `Docker could not be asked: ${answer.why}` };
  if (answer.status !== 200) return { why: messageIn(answer) };
  const object = parsed(answer.body);
  return object === undefined ? { why: 'Docker answered nonsense' } : { object: object as T };
}

const objectIn = (body: string): object => {
  const object = parsed(body);
  return typeof object === 'object' && object !== null ? object : {};
};

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) ?? undefined;
  } catch {
    return undefined;
  }
}
