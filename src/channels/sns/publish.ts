import type { MessageAttributeValue, PublishCommandInput } from '@aws-sdk/client-sns';
import * as z from 'zod';
import type { Delivery } from '../../core/escalation/delivery.ts';
import { webAddress } from '../../fields/web-address.ts';
import { byAws, type Place } from '../aws/send.ts';

/** Where SNS is reached, for topics and SMS alike. */
export const place = {
  region: z.string().min(1).optional().describe('where SNS is used; as for every AWS tool where absent'),
  endpoint: webAddress('https://sns.eu-west-1.amazonaws.com')
    .optional()
    .describe('another address of the API, e.g. a VPC endpoint or a proxy'),
};

/** One call of Publish, on a client of its own. What SNS calls the message is that it was accepted, not that it arrived. */
export const publish = (
  input: PublishCommandInput,
  to: Place,
  time: { readonly now: number; readonly timeout: number },
): Promise<Delivery> =>
  byAws({ ...to, now: time.now, timeout: time.timeout }, async (options) => {
    const { PublishCommand, SNSClient } = await import('@aws-sdk/client-sns');
    const client = new SNSClient(options);
    try {
      return (await client.send(new PublishCommand(input))).MessageId;
    } finally {
      client.destroy();
    }
  });

/** Attributes of a message as SNS types them. */
export const attributes = (
  values: Readonly<Record<string, string | number | undefined>>,
): Record<string, MessageAttributeValue> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [[name, { DataType: typeof value === 'number' ? 'Number' : 'String', StringValue: String(value) }]],
    ),
  );
