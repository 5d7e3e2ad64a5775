import {
  ListSubscriptionsByTopicCommand,
  type ListSubscriptionsByTopicCommandOutput,
  SNSClient,
} from '@aws-sdk/client-sns';
import { failureOf } from './call-error.ts';
import { Calls, type Patience } from './calls.ts';
import { refused } from './fault.ts';
import { type Access, arn, clientOf, type Owner } from './place.ts';

export interface FollowersOptions extends Owner, Access {
  readonly region: string;
  /** The topic's name. */
  readonly topic: string;
  readonly patience?: Patience;
}

/** Somebody who follows a topic; until they have confirmed that they want to, SNS sends them nothing. */
export interface Follower {
  readonly to: string;
  readonly confirmed: boolean;
}

/** What SNS has in the place of an ARN. */
const PENDING = 'PendingConfirmation';
const GONE = 'Deleted';

/** Who follows a topic. Throws a `CallError`. */
export async function followersOf({ region, topic, partition, account, patience, ...access }: FollowersOptions) {
  const service = {
    name: 'SNS',
    faults: { NotFound: refused('there is no such topic: is the stack deployed in this region?') },
    failure: failureOf(`the followers of ${topic} in ${region} cannot be read`),
  };
  const calls = new Calls(new SNSClient(clientOf(region, access)), service, patience);
  const TopicArn = arn({ partition, account }, 'sns', region, topic);
  const found: Follower[] = [];
  try {
    let next: string | undefined;
    do {
      const command: ListSubscriptionsByTopicCommand = new ListSubscriptionsByTopicCommand({
        TopicArn,
        NextToken: next,
      });
      const page: ListSubscriptionsByTopicCommandOutput = await calls.make(
        (client, options) => client.send(command, options),
        'is once',
      );
      for (const { Endpoint: to, SubscriptionArn: is } of page.Subscriptions ?? [])
        if (to !== undefined && is !== GONE) found.push({ to, confirmed: is !== PENDING });
      next = page.NextToken;
    } while (next);
    return found;
  } finally {
    calls.close();
  }
}
