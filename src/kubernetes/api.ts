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
  /** What is text there, as logs are: a body that is a string, the first megabyte of it. */
  text(path: string, query?: Query): Promise<KubeAnswer>;
  /** A list of which only names and times are sent: what the objects hold stays where it is. */
  metadata(path: string, query?: Query): Promise<KubeAnswer>;
  /** Asks with a body, as reviews of access are asked; nothing is kept of it. */
  review(path: string, body: object): Promise<KubeAnswer>;
  change(patch: KubePatch, query?: Query): Promise<KubeAnswer>;
  /** `options`: `DeleteOptions`, as for preconditions. */
  remove(path: string, options: Readonly<Record<string, unknown>>): Promise<KubeAnswer>;
}

/** How an answer is asked for, how much of it is read, and what becomes of it. */
interface Form {
  readonly accept: string;
  readonly most: number;
  readonly bodyOf: (text: string) => unknown;
}
const JSON_FORM: Form = {
  accept: 'application/json',
  // A list of a large cluster; more is no evidence for people.
  most: 8 * 1024 * 1024,
  bodyOf: (text) => (text === '' ? undefined : JSON.parse(text)),
};
const METADATA: Form = {
  ...JSON_FORM,
  accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json',
};
/** Refusals come as JSON also where text was asked for, as kubectl asks. */
const TEXT: Form = { accept: 'application/json, */*', most: 1024 * 1024, bodyOf: (text) => text };

/** `timeout`: milliseconds for each call. Never throws for what the server does, or where it cannot be reached. */
export function kubeApi(access: Access, timeout: number): KubeApi {
  const ask = async (
    method: string,
    path: string,
    query: Query,
    form: Form,
    content?: { type: string; body: unknown },
  ) => {
    const url = new URL(`${access.server.replace(/\/$/, '')}${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const called = await call({
      method,
      url: url.href,
      headers: {
        accept: form.accept,
        'user-agent': 'tocsin',
        ...(content && { 'content-type': content.type }),
        ...(await access.headers()),
      },
      tls: access.tls,
      timeout,
      most: form.most,
      ...(content && { body: JSON.stringify(content.body) }),
    });
    return answerOf(called, form);
  };
  return {
    get: (path, query = {}) => ask('GET', path, query, JSON_FORM),
    text: (path, query = {}) => ask('GET', path, query, TEXT),
    metadata: (path, query = {}) => ask('GET', path, query, METADATA),
    review: (path, body) => ask('POST', path, {}, JSON_FORM, { type: 'application/json', body }),
    change: ({ path, type, body }, query = {}) => ask('PATCH', path, query, JSON_FORM, { type, body }),
    remove: (path, options) => ask('DELETE', path, {}, JSON_FORM, { type: 'application/json', body: options }),
  };
}

function answerOf(called: Called, { bodyOf }: Form): KubeAnswer {
  if (called.is !== 'answered') return { is: 'failed', why: called.why, sent: called.is === 'lost' ? 'perhaps' : 'no' };
  const { status, body } = called;
  try {
    return { is: 'answered', status, body: status < 400 ? bodyOf(body) : JSON_FORM.bodyOf(body) };
  } catch {
    // A proxy before the server, or an answer that was cut off: what it did with a change nobody knows.
    return status >= 400
      ? { is: 'answered', status, body: undefined }
      : { is: 'failed', why: 'its answer is no JSON', sent: 'perhaps' };
  }
}

/** What an API server says of a refusal, in one line: `deployments.apps "x" is forbidden …`. */
export function messageIn({ status, body }: Extract<KubeAnswer, { is: 'answered' }>): string {
  const { message } = (typeof body === 'object' && body !== null ? body : {}) as { message?: unknown };
  return typeof message === 'string' && message !== '' ? plainLine(message, 300) : `answered ${status}`;
}
