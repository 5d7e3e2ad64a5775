import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type * as z from 'zod/mini';

/** What a handler of ours is told besides its input. */
export interface Told {
  readonly logger: Logger;
}

/**
 * A step as a Lambda: its input is checked before it is believed, and every line of its log carries the incident or the
 * monitors that it is about. What the step throws is thrown, for the workflow's Retry and Catch.
 */
export function lambda<Input, Output>(
  name: string,
  input: z.ZodMiniType<Input>,
  step: (input: Input) => Promise<Output>,
  { logger = loggerOf(name) }: Partial<Told> = {},
) {
  return middy<unknown, Output, Error, Context>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use(validated(name, input))
    .use({
      before: ({ event }) => {
        logger.appendKeys(aboutOf(event));
      },
      onError: ({ error }) => {
        logger.error(`${name} failed`, error as Error);
      },
    })
    .handler((event) => step(event as Input));
}

export const loggerOf = (name: string): Logger => new Logger({ serviceName: `tocsin-${name}` });

/** An input that is not what the step takes: only another version of the caller can send it, or a person. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
}

const validated = <Input>(name: string, input: z.ZodMiniType<Input>): middy.MiddlewareObj<unknown> => ({
  before: (request) => {
    const read = input.safeParse(request.event);
    if (!read.success) {
      const [issue] = read.error.issues;
      throw new InvalidInput(`${name} does not take this input: ${issue?.path.join('.') || 'it'}: ${issue?.message}`);
    }
    request.event = read.data;
  },
});

/** The names that an input carries, for the log. */
function aboutOf(event: unknown): Record<string, string> {
  if (typeof event !== 'object' || event === null) return {};
  return Object.fromEntries(
    ['incident', 'monitor', 'location', 'slot', 'run'].flatMap((key) => {
      const value = (event as Record<string, unknown>)[key];
      return typeof value === 'string' || typeof value === 'number' ? [[key, String(value)] as const] : [];
    }),
  );
}
