import type { SNSClient } from '@aws-sdk/client-sns';
import { type Installation, nameOf } from '../../core/installation.ts';
import type { Clock } from '../../core/ports.ts';
import { type Instant, MINUTE } from '../../core/time/instant.ts';
import { failureOf } from './call-error.ts';
import { Calls, type Patience } from './calls.ts';
import { refused } from './fault.ts';
import { type Access, arn, clientOf, type Owner } from './place.ts';

export interface EmergencyOptions extends Owner, Access {
  readonly installation: Pick<Installation, 'prefix'>;
  /** The region that this runs in: the exit depends on no other. */
  readonly region: string;
  readonly clock: Clock;
  readonly patience?: Patience;
}

interface Opened {
  readonly sdk: typeof import('@aws-sdk/client-sns');
  readonly calls: Calls<SNSClient>;
}

/** The same is not said again for so long. */
const QUIET = 5 * MINUTE;
/** Characters: four bytes each at most, of the 256 KB that SNS takes. */
const LONGEST = 60_000;

/**
 * Rule 8's exit: plain text to the emergency topic of this very region, by nothing but SNS. `tell(text, cause)` is said once
 * in five minutes for each cause (the text itself where none is given), counted from when it was published. Throws a
 * `CallError` where it could not be.
 */
export class EmergencyTopic {
  readonly #open: () => Promise<Opened>;
  #opened: Promise<Opened> | undefined;
  readonly #topic: string;
  readonly #subject: string;
  readonly #clock: Clock;
  readonly #said = new Map<string, { readonly at: Instant; readonly told: Promise<void> }>();

  constructor({ installation, region, partition, account, clock, patience, ...access }: EmergencyOptions) {
    const name = nameOf(installation, 'emergency');
    this.#topic = arn({ partition, account }, 'sns', region, name);
    this.#subject = `${installation.prefix}: emergency`.slice(0, 99);
    this.#clock = clock;
    const service = {
      name: 'SNS',
      faults: { NotFound: refused('there is no such topic: is the stack deployed in this region?') },
      failure: failureOf(`the topic ${name} in ${region} takes no message`),
    };
    // Loaded where there is something to say: most runs have nothing, and start sooner.
    this.#open = async () => {
      const sdk = await import('@aws-sdk/client-sns');
      return { sdk, calls: new Calls(new sdk.SNSClient(clientOf(region, access)), service, patience) };
    };
  }

  async tell(text: string, cause: string = text): Promise<void> {
    const now = this.#clock.now();
    for (const [each, { at }] of this.#said) if (now - at >= QUIET) this.#said.delete(each);
    const said = this.#said.get(cause);
    if (said) return said.told;
    const told = this.#publish(text);
    this.#said.set(cause, { at: now, told });
    try {
      await told;
    } catch (error) {
      // Nobody heard it: whoever says it next tries again.
      this.#said.delete(cause);
      throw error;
    }
  }

  async #publish(text: string): Promise<void> {
    const Message = text.slice(0, LONGEST);
    this.#opened ??= this.#open();
    const { sdk, calls } = await this.#opened;
    const command = new sdk.PublishCommand({ TopicArn: this.#topic, Subject: this.#subject, Message });
    // Heard twice is better than never.
    await calls.make((client, options) => client.send(command, options), 'is once');
  }

  async close(): Promise<void> {
    (await this.#opened)?.calls.close();
  }
}
