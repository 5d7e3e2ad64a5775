import { plainLine } from '../core/message/plain.ts';
import { type Called, call } from '../wire/call.ts';
import type { Access } from './access/access.ts';
import type { KubePatch } from './request.ts';

/** What became of a call. `sent`: whether the API server may have carried it out although its answer is missing (G5). */
export type KubeAnswer =
  | { readonly is: 'answered'; readonly status: number; readonly body: unknown }
  | { readonly is: 'failed'; readonly why: string; readonly sent: 'no' | 'perhaps' };

export type Query = Readonly<Record<string, string>>;

/** Raw JSON of an API server: what we do not know of an object stays in it. Each call ends by its deadline. */
export interface KubeApi {
  get(path: string, query?: Query): Promise<KubeAnswer>;
  change(patch: KubePatch, query?: Query): Promise<KubeAnswer>;
  /** `options`: `DeleteOptions`, as for preconditions. */
  remove(path: string, options: Readonly<Record<string, unknown>>): Promise<KubeAnswer>;
}

/** A list of a large cluster; more is no evidence for people. */
const MOST = 8 * 1024 * 1024;

/** `timeout`: milliseconds for each call. Never throws for what the server does, or where it cannot be reached. */
export function kubeApi(access: Access, timeout: number): KubeApi {
  const ask = async (method: string, path: string, query: Query, content?: { type: string; body: unknown }) => {
    const url = new URL(`${access.server.replace(/\/$/, '')}${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const called = await call({
      method,
      url: url.href,
      headers: {
        accept: 'application/json',
        'user-agent': 'tocsin',
        ...(content && { 'content-type': content.type }),
        ...(await access.headers()),
      },
      tls: access.tls,
      timeout,
      most: MOST,
      ...(content && { body: JSON.stringify(content.body) }),
    });
    return answerOf(called);
  };
  return {
    get: (path, query = {}) => ask('GET', path, query),
    change: ({ path, type, body }, query = {}) => ask('PATCH', path, query, { type, body }),
    remove: (path, options) => ask('DELETE', path, {}, { type: 'application/json', body: options }),
  };
}

function answerOf(called: Called): KubeAnswer {
  if (called.is !== 'answered') return { is: 'failed', why: called.why, sent: called.is === 'lost' ? 'perhaps' : 'no' };
  try {
    return { is: 'answered', status: called.status, body: called.body === '' ? undefined : JSON.parse(called.body) };
  } catch {
    // A proxy before the server, or an answer that was cut off: what it did with a change nobody knows.
    return called.status >= 400
      ? { is: 'answered', status: called.status, body: undefined }
      : { is: 'failed', why: 'its answer is no JSON', sent: 'perhaps' };
  }
}

/** What an API server says of a refusal, in one line: `deployments.apps "x" is forbidden …`. */
export function messageIn({ status, body }: Extract<KubeAnswer, { is: 'answered' }>): string {
  const { message } = (typeof body === 'object' && body !== null ? body : {}) as { message?: unknown };
  return typeof message === 'string' && message !== '' ? plainLine(message, 300) : `answered ${status}`;
}
