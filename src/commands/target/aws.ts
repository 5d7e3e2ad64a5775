import * as z from 'zod';
import { nameOf } from '../../core/installation.ts';
import { SECOND } from '../../core/time/instant.ts';
import type { ClientOptions } from '../client.ts';
import { DEFAULT_CONFIG, installationIn, openConfig } from '../config-file.ts';
import { Failure, type Io } from '../io.ts';
import type { Target } from './target.ts';

/** A cold start, and a few reads. */
const PATIENCE = { call: 30 * SECOND, attempt: 25 * SECOND };
const answered = z.object({ status: z.number(), body: z.string() });

/** The installation of the config on AWS, asked by a function that whoever may call it by IAM is let in to. */
export function awsTarget({ config = DEFAULT_CONFIG, url }: ClientOptions, io: Io): Target {
  if (url !== undefined) throw new Failure('--url names a process: leave it out where --target is aws');
  const installation = installationIn(config, openConfig(config, io));
  const name = nameOf(installation, 'api');
  return {
    where: `${installation.prefix} in ${installation.home}`,
    ask: async (method, path, body) => {
      // AWS's clients take a moment to load, and most commands need none.
      const { Functions } = await import('../../adapters/aws/invoke.ts');
      const functions = new Functions();
      try {
        const input = { method, path, ...(body !== undefined && { body: JSON.stringify(body) }) };
        const twice = method === 'GET' ? 'is once' : 'is not';
        return answered.parse(
          await functions.invoke({ region: installation.home, name, input, patience: PATIENCE, twice }),
        );
      } catch (cause) {
        throw new Failure(cause instanceof Error ? cause.message : String(cause), undefined, { cause });
      } finally {
        functions.close();
      }
    },
  };
}
