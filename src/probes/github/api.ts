import { group, textAt } from '../api.ts';
import { askJson } from '../ask.ts';
import type { Check } from '../wire/check.ts';
import { type Failure, failure, isFailure, ourFailure } from '../wire/failure.ts';
import type { Stopwatch } from '../wire/phases.ts';
import { excerpt } from '../wire/redact.ts';
import { visit } from '../wire/visit.ts';

/** GitHub's REST API below one repository. */
export interface GitHub {
  readonly get: (path: string) => Promise<unknown>;
  /** The end of a text; `undefined` where it is gone, as logs are after some months. */
  readonly end: (path: string) => Promise<string | undefined>;
}

interface Settings {
  readonly 'api-url': string;
  readonly repository: string;
  readonly token?: string | undefined;
}

export function githubOf(check: Check, watch: Stopwatch, { 'api-url': base, repository, token }: Settings): GitHub {
  const url = (path: string) => `${base.replace(/\/$/, '')}/repos/${repository}/${path}`;
  const headers = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };
  // Not a header of the request: a log is fetched from another host, which must not get it.
  const authorise = token === undefined ? undefined : () => ({ authorization: `Bearer ${token}` });
  return {
    get: async (path) => {
      const reply = await askJson(check, watch, { url: url(path), headers, authorise });
      if (isFailure(reply)) return reply;
      const { status, answer } = reply;
      return status === 200
        ? reply.value
        : refusal(status, answer.headers, reply.value, repository, token !== undefined);
    },
    end: async (path) => {
      const asked = { url: url(path), method: 'GET', headers, authorise, follow: true, read: 'end' as const };
      const { outcome } = await visit(check, asked, watch);
      return isFailure(outcome) || outcome.status !== 200 ? undefined : check.redact(outcome.body.toString('utf8'));
    },
  };
}

/** What GitHub means by a refusal (REST docs, "Troubleshooting"): 404 is also what a token without access gets. */
function refusal(
  status: number,
  headers: Readonly<Record<string, string>>,
  value: unknown,
  repository: string,
  hasToken: boolean,
): Failure {
  const limited =
    status === 429 || (status === 403 && (headers['x-ratelimit-remaining'] === '0' || 'retry-after' in headers));
  if (limited)
    return ourFailure(
      `could not be checked: GitHub's rate limit is used up${hasToken ? '' : '; with a `token` it is higher'}`,
    );
  const message = excerpt(textAt(group(value), 'message'));
  if (status === 401)
    return failure(
      'credentials',
      `cannot be seen: GitHub does not accept the token: ${message || 'it expired or was revoked'}`,
    );
  if (status === 403)
    return failure('credentials', `cannot be seen: the token may not read Actions of ${repository}: ${message}`);
  if (status === 404)
    return failure(
      'credentials',
      hasToken
        ? `cannot be seen: there is no ${repository} that the token may see, or no such workflow`
        : `cannot be seen: there is no public ${repository}, or no such workflow: a private one needs a \`token\``,
    );
  return ourFailure(`could not be checked: GitHub answers ${status}${message === '' ? '' : `, ${message}`}`);
}
