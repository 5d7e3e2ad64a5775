import { type Called, call } from '../wire/call.ts';
import { jsonIn } from '../wire/said.ts';
import { refusal } from './refusal.ts';

/** What GitHub answered: a body, why not, or that nobody knows. `unsent`: nothing of ours reached it. */
export type Got =
  | { readonly is: 'got'; readonly value: unknown; readonly text: string }
  | { readonly is: 'refused' | 'unsent' | 'lost'; readonly why: string };

/** GitHub's REST API below one repository. */
export interface GitHub {
  readonly get: (path: string, accept?: string) => Promise<Got>;
  readonly post: (path: string, body: object) => Promise<Got>;
}

export interface Repository {
  readonly 'api-url': string;
  readonly repository: string;
  readonly token: string;
}

export interface Place extends Repository {
  readonly workflow: string;
}

/** A list of runs has 15 KB for each. */
const BODY = 4 * 1024 * 1024;

export function githubOf(
  place: Repository & Partial<Place>,
  { timeout, now }: { readonly timeout: number; readonly now: number },
): GitHub {
  const { 'api-url': base, repository, token } = place;
  const ask = async (method: string, path: string, accept: string, body?: string): Promise<Got> => {
    const headers = {
      accept,
      'user-agent': 'tocsin',
      'x-github-api-version': '2022-11-28',
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const url = `${base.replace(/\/$/, '')}/repos/${repository}/${path}`;
    const called = await call({ method, url, headers, timeout, most: BODY, ...(body !== undefined && { body }) });
    return meaningOf(called, place, now);
  };
  return {
    get: (path, accept = JSON_OF_GITHUB) => ask('GET', path, accept),
    post: (path, body) => ask('POST', path, JSON_OF_GITHUB, JSON.stringify(body)),
  };
}

const JSON_OF_GITHUB = 'application/vnd.github+json';

/** A status decides, whether or not its body arrives; one of 500 and above may have come half-way (G5). */
function meaningOf(called: Called, place: Repository & Partial<Place>, now: number): Got {
  if (called.is === 'invalid' || called.is === 'not sent')
    return { is: 'unsent', why: `GitHub could not be reached: ${called.why}` };
  if (called.is === 'lost' && !called.head) return { is: 'lost', why: `GitHub: ${called.why}` };
  const head = called.is === 'answered' ? called : called.head!;
  const text = called.is === 'answered' ? called.body : '';
  if (head.status >= 200 && head.status < 300) return { is: 'got', value: jsonIn(text), text };
  if (head.status >= 500) return { is: 'lost', why: `GitHub answers ${head.status}` };
  return { is: 'refused', why: refusal({ ...head, value: jsonIn(text) }, place, now) };
}
