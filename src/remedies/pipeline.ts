import * as z from 'zod';
import { declareRemedy } from './define.ts';
import { limits } from './limits.ts';

const shape = {
  repository: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, 'is not a repository: write owner/name')
    .describe('owner/name'),
  workflow: z
    .string()
    .regex(/^[\w.-]+\.ya?ml$/, 'is not a workflow: write its file, as in rollback.yaml')
    .describe('its file in .github/workflows; it has workflow_dispatch'),
  branch: z.string().min(1).default('main').describe('where it runs'),
  inputs: z.record(z.string(), z.string()).default({}).describe('given to the workflow'),
  token: z.string().min(1).describe('may start workflows there'),
  ...limits,
};

/** The way for systems that deploy from Git: their own pipeline does it. */
export const pipeline = declareRemedy({
  kind: 'pipeline',
  summary: 'starts a GitHub Actions workflow and follows it to its end',
  shape,
});
