import type * as z from 'zod';
import type { Called } from '../../wire/call.ts';
import type { Caller } from '../../wire/within.ts';
import { type Answer, read } from './answer.ts';

/** A workspace's Web API, for one message: every call of it shares one deadline. */
export interface Api {
  readonly token: string;
  readonly endpoint: string;
  readonly call: Caller;
  /** Now, in milliseconds UTC. */
  readonly now: number;
}

/** Methods that write take JSON, those that read a form (docs.slack.dev, "Using the Slack Web API"). */
export async function ask<T extends z.ZodType>(
  { token, endpoint, call }: Api,
  method: string,
  sent: { readonly json: object } | { readonly form: Readonly<Record<string, string>> },
  shape: T,
): Promise<{ readonly called: Called; readonly answer: Answer<z.output<T>> }> {
  const [type, body] =
    'json' in sent
      ? ['application/json; charset=utf-8', JSON.stringify(sent.json)]
      : ['application/x-www-form-urlencoded', new URLSearchParams(sent.form).toString()];
  const called = await call({
    method: 'POST',
    url: `${endpoint.replace(/\/$/, '')}/${method}`,
    headers: { authorization: `Bearer ${token}`, 'content-type': type, 'user-agent': 'tocsin' },
    body,
    // A page of members is larger than any other answer.
    most: 4 * 1024 * 1024,
  });
  return { called, answer: read(called, shape) };
}
