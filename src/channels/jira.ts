import * as z from 'zod';
import { webAddress } from '../fields/web-address.ts';
import { within } from '../wire/within.ts';
import { defineChannel, type ExamineContext } from './define.ts';
import { examineJira } from './jira/examine.ts';
import { jiraTickets } from './jira/tickets.ts';
import { type Api, jsonApi } from './ticket/api.ts';
import { tell } from './ticket/ticket.ts';

const shape = {
  site: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'is not a host name: write for example example.atlassian.net')
    .describe('the host name of the site'),
  endpoint: webAddress('https://api.atlassian.com/ex/jira/CLOUD-ID')
    .optional()
    .describe("another address of the site's API: for tokens with scopes, or a proxy"),
  project: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]+$/, "is not a project's key: write for example SUP")
    .describe("the project's key"),
  'issue-type': z.string().min(1).default('Task').describe('the type of the issues it makes'),
  labels: z
    .array(z.string().regex(/^\S+$/, 'is not a label: it has no blanks'))
    .default([])
    .describe('put on every issue'),
  user: z.string().min(1).optional().describe('whose API token it is; without one the token is sent as bearer'),
  token: z.string().min(1).describe('an API token, or one of OAuth'),
};

/** A ticket that is resolved with its incident. */
export const jira = defineChannel({
  kind: 'jira',
  summary: 'an issue in a Jira project, resolved with its incident',
  shape,
  can: { wake: false, acknowledge: false, resolve: true, approve: false, keeps: true },
  send: (message, { project, 'issue-type': issueType, labels, ...settings }, context) =>
    tell(message, jiraTickets(apiOf(settings, context), { project, issueType, labels }, message)),
  examine: ({ project, 'issue-type': issueType, ...settings }, context) =>
    examineJira(apiOf(settings, context), { project, issueType }),
});

interface Site {
  readonly site: string;
  readonly endpoint?: string | undefined;
  readonly user?: string | undefined;
  readonly token: string;
}

function apiOf({ site, endpoint, user, token }: Site, { now, timeout }: Pick<ExamineContext, 'now' | 'timeout'>): Api {
  const authorization =
    user === undefined ? `Bearer ${token}` : `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
  const base = endpoint ?? `https://${site}`;
  return jsonApi(within(timeout), { base, headers: { accept: 'application/json', authorization }, now });
}
