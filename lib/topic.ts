import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** A topic that people subscribe to, by mail or SMS; only what is sent over TLS is taken. */
export class PeopleTopic extends Construct {
  readonly topicArn: string;

  constructor(scope: Construct, id: string, { name, says }: { readonly name: string; readonly says: string }) {
    super(scope, id);
    this.topicArn = new sns.Topic(this, 'Topic', { topicName: name, displayName: says, enforceSSL: true }).topicArn;
  }
}
