import * as z from 'zod';
import { type Called, call } from '../../wire/call.ts';
import { jsonIn, said } from '../answer.ts';

export interface GitHubSettings {
  readonly 'api-url': string;
  readonly repository: string;
  readonly token: string;
}

/** What GitHub made of a request. `sent`: whether it may have done what was asked although no answer says so (G5). */
export type GitHubAnswer =
  | { readonly is: 'answered'; readonly status: number; readonly value: unknown }
  | { readonly is: 'refused'; readonly why: string }
  | { readonly is: 'failed'; readonly why: string; readonly sent: 'no' | 'perhaps' };

/** A page of runs, and jobs of a run with many steps. */
const MOST = 2 * 1024 * 1024;

/** GitHub's REST API below one repository; throws for nothing that it does. `timeout`: milliseconds for each call. */
export function github({ 'api-url': base, repository, token }: GitHubSettings, timeout: number) {
  const ask = async (method: 'GET' | 'POST', path: string, body?: unknown): Promise<GitHubAnswer> =>
    meaningOf(
      await call({
        method,
        url: `${base.replace(/\/$/, '')}/repos/${repository}/${path}`,
        timeout,
        most: MOST,
        headers: {
          accept: 'application/vnd.github+json',
          'x-github-api-version': '2022-11-28',
          'user-agent': 'tocsin',
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
      repository,
      token,
    );
  return { get: (path: string) => ask('GET', path), post: (path: string, body: unknown) => ask('POST', path, body) };
}
export type GitHub = ReturnType<typeof github>;

const spoken = z.object({ message: z.string() });

function meaningOf(called: Called, repository: string, token: string): GitHubAnswer {
  if (called.is !== 'answered')
    return { is: 'failed', why: said(called.why, [token]), sent: called.is === 'lost' ? 'perhaps' : 'no' };
  const { status, headers, body } = called;
  const value = jsonIn(body);
  if (status < 300) return { is: 'answered', status, value };
  if (status >= 500) return { is: 'failed', why: `GitHub answered ${status}`, sent: 'perhaps' };
  const { data } = spoken.safeParse(value);
  const words = data ? `: ${said(data.message, [token])}` : '';
  const isLimited =
    status === 429 || (status === 403 && (headers['x-ratelimit-remaining'] === '0' || 'retry-after' in headers));
  if (isLimited) return { is: 'refused', why: 'GitHub’s rate limit for the token is used up' };
  return { is: 'refused', why: (REFUSALS[status]?.(repository) ?? `GitHub answered ${status}`) + words };
}

/** What GitHub means by a refusal (REST docs, "Troubleshooting"): 404 is also what a token without access gets. */
const REFUSALS: Readonly<Record<number, (repository: string) => string>> = {
  401: () => 'GitHub does not accept the token: it expired or was revoked',
  403: (repository) => `the token may not write Actions of ${repository}`,
  404: (repository) => `there is no ${repository} that the token may see, or no such workflow in it`,
};
