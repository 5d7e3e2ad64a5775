import * as z from 'zod';
import type { DeploysPlan } from '../core/deploy/sources.ts';
import { web } from './language/texts.ts';

const github = z.strictObject({
  repositories: z
    .record(z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'write a repository as owner/name'), z.array(z.string()))
    .describe('by owner/name: the monitors that its deploys may change; none, as in []: all of them'),
  environment: z.string().min(1).default('production').describe('deployments to this one count'),
  token: z
    .string()
    .min(1)
    .optional()
    .describe('may read deployments: they are looked for each minute, and nothing has to reach Tocsin'),
  secret: z
    .string()
    .min(8, 'a secret has at least 8 characters: whoever knows it can invent deploys')
    .optional()
    .describe("of GitHub's webhook for deployment statuses, which is sent to /deploys/github"),
  'api-url': web().default('https://api.github.com').describe('another one for GitHub Enterprise Server'),
});

const webhook = z.strictObject({
  token: z
    .string()
    .min(8, 'a token has at least 8 characters: whoever knows it can invent deploys')
    .describe('the end of the address: POST /deploys/TOKEN'),
});

/** Tools that say what went live. */
export const deploys = z.strictObject({ github: github.optional(), webhook: webhook.optional() });

/** The same as the plan has it; `undefined` where there are none. */
export function compileDeploys(parsed: z.output<typeof deploys>): DeploysPlan | undefined {
  const { github: from, webhook: hook } = parsed;
  if (!from && !hook) return undefined;
  return { ...(from && { github: githubOf(from) }), ...(hook && { webhook: hook }) };
}

const githubOf = ({ repositories, environment, token, secret, 'api-url': api }: z.output<typeof github>) => ({
  api,
  repositories,
  environment,
  ...(token !== undefined && { token }),
  ...(secret !== undefined && { secret }),
});
