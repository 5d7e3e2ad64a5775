import * as z from 'zod';
import { declareChannel } from './define.ts';

const shape = {
  repository: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, 'is not a repository: write owner/name')
    .describe('owner/name'),
  token: z.string().min(1).describe('may write issues there'),
  labels: z.array(z.string().min(1)).default([]).describe('put on every issue'),
};

/** An issue that is closed with its incident. */
export const githubIssue = declareChannel({
  kind: 'github-issue',
  summary: 'an issue in a GitHub repository, closed with its incident',
  shape,
  can: { wake: false, acknowledge: false, resolve: true },
});
