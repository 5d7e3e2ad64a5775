import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, SmsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { PHONE } from '../src/fields/reach.ts';

export interface PeopleTopicProps {
  readonly name: string;
  /** Who sends, as SMS and mails show it. */
  readonly says: string;
  /** Mail addresses and phone numbers; mails ask first. @default - nobody: people subscribe themselves */
  readonly followers?: readonly string[];
}

/** A topic that people subscribe to, by mail or SMS; only what is sent over TLS is taken. */
export class PeopleTopic extends Construct {
  readonly topic: sns.Topic;

  constructor(scope: Construct, id: string, { name, says, followers = [] }: PeopleTopicProps) {
    super(scope, id);
    this.topic = new sns.Topic(this, 'Topic', { topicName: name, displayName: says, enforceSSL: true });
    for (const follower of followers)
      this.topic.addSubscription(
        PHONE.test(follower) ? new SmsSubscription(follower) : new EmailSubscription(follower),
      );
  }
}
