import * as z from 'zod';
import { declareChannel } from './define.ts';

const shape = {
  site: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'is not a host name: write for example example.atlassian.net')
    .describe('the host name of the site'),
  project: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]+$/, "is not a project's key: write for example SUP")
    .describe("the project's key"),
  'issue-type': z.string().min(1).default('Task').describe('the type of the issues it makes'),
  user: z.string().min(1).optional().describe('whose token it is, where it is an API token'),
  token: z.string().min(1).describe('an API token or a personal access token'),
};

/** A ticket that is resolved with its incident. */
export const jira = declareChannel({
  kind: 'jira',
  summary: 'an issue in a Jira project, resolved with its incident',
  shape,
  can: { wake: false, acknowledge: false, resolve: true },
});
