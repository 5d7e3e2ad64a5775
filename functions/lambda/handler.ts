import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { InvalidInput, type Reader } from './inputs.ts';

/** What a handler of ours has besides its step. */
export interface About {
  readonly logger: Logger;
  /** What has to be done before the function may sleep. */
  readonly settled: () => Promise<void>;
}

/**
 * A step as a Lambda: its input is checked before it is believed, and every line of its log carries the incident or the
 * monitors that it is about. What the step throws is thrown, for the workflow's Retry and Catch.
 */
export function lambda<Input, Output>(
  name: string,
  input: Reader<Input>,
  step: (input: Input) => Promise<Output>,
  { logger = loggerOf(name), settled = async () => {} }: Partial<About> = {},
) {
  return middy<unknown, Output, Error, Context>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use(validated(name, input))
    .use({
      before: ({ event }) => {
        logger.appendKeys(aboutOf(event));
      },
      after: settled,
      onError: async ({ error }) => {
        logger.error(`${name} failed`, error as Error);
        await settled();
      },
    })
    .handler((event) => step(event as Input));
}

export const loggerOf = (name: string): Logger => new Logger({ serviceName: `tocsin-${name}` });

const validated = <Input>(name: string, read: Reader<Input>): middy.MiddlewareObj<unknown> => ({
  before: (request) => {
    try {
      request.event = read(request.event);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      throw new InvalidInput(`${name} does not take this input: ${error.message}`);
    }
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
