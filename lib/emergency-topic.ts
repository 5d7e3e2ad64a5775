import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Installation } from '../src/core/installation.ts';
import { Names } from './names.ts';
import { PeopleTopic } from './topic.ts';

/** A region's emergency exit (rule 8), by which people hear what no incident can take. Each region has one, and needs no other. */
export class EmergencyTopic extends Construct {
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, { installation }: { readonly installation: Installation }) {
    super(scope, id);
    this.topic = new PeopleTopic(this, 'Topic', {
      name: new Names(this, installation).name('emergency'),
      says: 'Tocsin emergency',
      followers: installation.emergency,
    }).topic;
  }
}
