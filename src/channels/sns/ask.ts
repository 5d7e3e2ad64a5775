import type { SNSClient } from '@aws-sdk/client-sns';
import { type AwsAnswer, askAws, type Place } from '../aws/send.ts';

export type Where = Place & { readonly now: number; readonly timeout: number };
type Sdk = typeof import('@aws-sdk/client-sns');

/** One question to SNS, on a client of its own. */
export const askSns = <T>(where: Where, ask: (sdk: Sdk, client: SNSClient) => Promise<T>): Promise<AwsAnswer<T>> =>
  askAws(where, async (options) => {
    const sdk = await import('@aws-sdk/client-sns');
    const client = new sdk.SNSClient(options);
    try {
      return await ask(sdk, client);
    } finally {
      client.destroy();
    }
  });
