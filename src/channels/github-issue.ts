import * as z from 'zod';
import { webAddress } from '../fields/web-address.ts';
import { within } from '../wire/within.ts';
import { defineChannel, type ExamineContext } from './define.ts';
import { examineGithub } from './github/examine.ts';
import { githubTickets, limited } from './github/tickets.ts';
import { type Api, jsonApi } from './ticket/api.ts';
import { tell } from './ticket/ticket.ts';

const shape = {
  repository: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, 'is not a repository: write owner/name')
    .describe('owner/name'),
  token: z.string().min(1).describe('may write issues there'),
  labels: z.array(z.string().min(1)).default([]).describe('put on every issue'),
  endpoint: webAddress('https://github.example.com/api/v3')
    .default('https://api.github.com')
    .describe("another address of the API: a GitHub Enterprise Server's, or a proxy"),
};

/** An issue that is closed with its incident. */
export const githubIssue = defineChannel({
  kind: 'github-issue',
  summary: 'an issue in a GitHub repository, closed with its incident',
  shape,
  can: { wake: false, acknowledge: false, resolve: true, approve: false, keeps: true },
  send: (message, { repository, labels, ...settings }, context) =>
    tell(message, githubTickets(apiOf(settings, context), { repository, labels }, message)),
  examine: ({ repository, labels, ...settings }, context) =>
    examineGithub(apiOf(settings, context), { repository, labels }, context),
});

function apiOf(
  { token, endpoint }: { readonly token: string; readonly endpoint: string },
  { now, timeout }: Pick<ExamineContext, 'now' | 'timeout'>,
): Api {
  const headers = {
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    authorization: `Bearer ${token}`,
  };
  return jsonApi(within(timeout), { base: endpoint, headers, now }, (called, byStatus) =>
    limited(called, byStatus, now),
  );
}
