import * as z from 'zod';
import { webUrl } from '../target.ts';

/** Which runs are meant, and how they are reached. */
export const place = {
  repository: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, 'write a repository as owner/name')
    .describe('owner/name'),
  branch: z.string().min(1).default('main'),
  workflow: z.string().min(1).optional().describe("one workflow's file name, as in deploy.yml; absent: any"),
  token: z.string().min(1).optional().describe('a token that may read Actions; public repositories need none'),
  'api-url': webUrl().default('https://api.github.com').describe("GitHub Enterprise's API"),
};
