import { ConfirmSubscriptionCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { TestServer } from '../server.ts';
import { ACCOUNT } from './ministack.ts';
import { until } from './until.ts';

interface Notification {
  readonly Type: string;
  readonly Message: string;
  readonly Token?: string;
}

/** Somebody who follows an SNS topic, and confirmed it as a person would by the link. */
export class Follower {
  readonly #server: TestServer;

  private constructor(server: TestServer) {
    this.#server = server;
  }

  static async of(region: string, topic: string): Promise<Follower> {
    const follower = new Follower(await new TestServer().open());
    const sns = new SNSClient({ region });
    const TopicArn = `arn:aws:sns:${region}:${ACCOUNT}:${topic}`;
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: follower.#server.url }));
    const asked = await until('a request for confirmation', 60_000, () => follower.#heard()[0]);
    await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token: asked.Token }));
    return follower;
  }

  /** What it was told, oldest first. */
  texts(): readonly string[] {
    return this.#heard()
      .filter(({ Type }) => Type === 'Notification')
      .map(({ Message }) => Message);
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  #heard(): readonly Notification[] {
    return this.#server.received.map(({ body }) => JSON.parse(body) as Notification);
  }
}
