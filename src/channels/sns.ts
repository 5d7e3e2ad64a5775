import * as z from 'zod';
import { declareChannel } from './define.ts';

const shape = {
  topic: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}(\.fifo)?$/,
      'is not a topic: write its ARN, as in arn:aws:sns:eu-west-1:123456789012:pages',
    )
    .describe("the topic's ARN"),
};

/** Whoever has subscribed is reached: `notify` names it alone. */
export const sns = declareChannel({
  kind: 'sns',
  summary: 'a topic of Amazon SNS, for all its subscribers',
  shape,
  can: { wake: false, acknowledge: false, resolve: true },
});
