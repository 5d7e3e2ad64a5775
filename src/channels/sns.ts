import * as z from 'zod';
import { SEVERITIES } from '../core/severity/severity.ts';
import { defineChannel } from './define.ts';
import { examineTopics } from './sns/examine-topics.ts';
import { place, publish } from './sns/publish.ts';
import { topicMessage } from './sns/topic.ts';

const topic = () =>
  z
    .string()
    .regex(
      /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}(\.fifo)?$/,
      'is not a topic: write its ARN, as in arn:aws:sns:eu-west-1:123456789012:pages',
    );

const shape = {
  topic: topic().describe("the topic's ARN"),
  topics: z
    .partialRecord(z.enum(SEVERITIES), topic())
    .default({})
    .describe('a topic of its own for a severity, as in { P1: arn:… }; the others use topic'),
  region: place.region.describe("where SNS is used, if it is not the topic's own region"),
  endpoint: place.endpoint,
};

/** Whoever has subscribed is reached: `notify` names it alone. */
export const sns = defineChannel({
  kind: 'sns',
  summary: 'a topic of Amazon SNS, for all its subscribers',
  shape,
  can: { wake: false, acknowledge: false, resolve: true, approve: false },
  send(message, { topic, topics, region, endpoint }, time) {
    const arn = (message.severity && topics[message.severity]) ?? topic;
    return publish(topicMessage(message, arn), { region: region ?? regionOf(arn), endpoint }, time);
  },
  examine: ({ topic, topics, region, endpoint }, { now, timeout }) =>
    examineTopics([topic, ...Object.values(topics)], (arn) => ({
      region: region ?? regionOf(arn),
      endpoint,
      now,
      timeout,
    })),
});

const regionOf = (arn: string): string | undefined => arn.split(':')[3];
