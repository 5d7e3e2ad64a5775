import * as z from 'zod';
import { inWords, SECOND } from '../core/time/instant.ts';
import type { Head } from '../wire/call.ts';
import { said } from '../wire/said.ts';
import type { Place, Repository } from './api.ts';

const spoken = z.object({ message: z.string() });

type About = Repository & Partial<Pick<Place, 'workflow'>>;
type Answer = Head & { readonly value: unknown };

/** What GitHub means by a refusal (REST docs, "Troubleshooting"), in words, without the token. */
export function refusal(answer: Answer, place: About, now: number): string {
  const { data } = spoken.safeParse(answer.value);
  const message = data ? said(data.message, [place.token]) : '';
  if (isLimited(answer)) return `GitHub's rate limit is used up${again(answer.headers, now)}`;
  return `${MEANS[answer.status]?.(place) ?? `GitHub answers ${answer.status}`}${message === '' ? '' : `: ${message}`}`;
}

/** 404 is also what a token gets that may not see it. */
const MEANS: Readonly<Record<number, (place: About) => string>> = {
  301: ({ repository }) => `${repository} has moved: write its new name`,
  307: ({ repository }) => `${repository} has moved: write its new name`,
  401: () => 'GitHub does not accept the token',
  403: ({ repository }) => `the token may not do this in ${repository}`,
  404: ({ repository, workflow }) =>
    `there is no ${workflow ? `${workflow} in ` : ''}${repository} that the token may see`,
  422: ({ workflow }) => `GitHub does not ${workflow ? `start ${workflow}` : 'take that'}`,
};

const isLimited = ({ status, headers }: Answer): boolean =>
  status === 429 || (status === 403 && (headers['x-ratelimit-remaining'] === '0' || 'retry-after' in headers));

/** `retry-after` has seconds, `x-ratelimit-reset` the second of the day it ends on, UTC. */
function again({ 'retry-after': after, 'x-ratelimit-reset': reset }: Head['headers'], now: number): string {
  const wait = after !== undefined ? Number(after) * SECOND : Number(reset) * SECOND - now;
  return Number.isFinite(wait) && wait > 0 ? `: again in ${inWords(wait)}` : '';
}
