import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { CallError } from '../../src/adapters/aws/call-error.ts';
import { AwsPeer } from './peers/aws-json.ts';

/** A peer for the tests of one `describe`; calm again after each. */
export function awsPeer(answers: ConstructorParameters<typeof AwsPeer>[0] = {}): AwsPeer {
  const peer = new AwsPeer(answers);
  beforeAll(() => peer.start());
  afterEach(() => peer.calm());
  afterAll(() => peer.stop());
  return peer;
}

/** What a call failed with, which has to be a sentence of ours. */
export async function callError(work: Promise<unknown>): Promise<CallError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CallError);
  return error as CallError;
}

/** Short where an attempt is to fail, long enough for a busy machine where it is not. */
export const HURRIED = { call: 5_000, attempt: 700 } as const;
