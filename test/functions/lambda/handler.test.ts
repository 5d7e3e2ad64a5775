import { describe, expect, it, jest } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { lambda, loggerOf } from '../../../functions/lambda/handler.ts';
import { run } from '../../../functions/lambda/inputs.ts';

const CONTEXT = { functionName: 'tocsin-shop-decide', awsRequestId: 'r1' } as Context;
const RUN = { incident: 'shop-1', generation: 1, run: 2 };

/** The lines that a handler logs, as JSON. */
function logged() {
  const lines: Record<string, unknown>[] = [];
  const logger = loggerOf('decide');
  jest.spyOn(logger, 'error').mockImplementation((...[message, error]) => {
    lines.push({
      message,
      error: error instanceof Error ? error.message : error,
      ...logger.getPersistentLogAttributes(),
    });
  });
  return { lines, logger };
}

describe('a handler', () => {
  it('answers as its step does, and settles what is under way before it sleeps', async () => {
    const order: string[] = [];
    const settled = async () => void order.push('settled');
    const handler = lambda(
      'decide',
      run,
      async (input) => {
        order.push('step');
        return input;
      },
      { settled },
    );
    expect(await handler(RUN, CONTEXT)).toEqual(RUN);
    expect(order).toEqual(['step', 'settled']);
  });

  it('throws what its step throws, for Retry and Catch, and says so in its log', async () => {
    const { lines, logger } = logged();
    const order: string[] = [];
    const step = async () => {
      throw new Error('the table is gone');
    };
    const handler = lambda('decide', run, step, { logger, settled: async () => void order.push('settled') });
    await expect(handler(RUN, CONTEXT)).rejects.toThrow('the table is gone');
    expect(order).toEqual(['settled']);
    expect(lines).toMatchObject([{ message: 'decide failed', error: 'the table is gone' }]);
  });

  it('refuses an input of another version, and does nothing', async () => {
    const { logger } = logged();
    const step = jest.fn(async () => 'done');
    await expect(lambda('decide', run, step, { logger })({ incident: 'shop-1' }, CONTEXT)).rejects.toThrow(
      "decide does not take this input: 'generation' is no whole number",
    );
    expect(step).not.toHaveBeenCalled();
  });
});
