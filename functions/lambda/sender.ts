import type { ChannelKind } from '../../src/channels/define.ts';
import type { Outbox } from '../../src/core/ports.ts';
import { answerLinks } from '../../src/runtime/answer-links.ts';
import { senderOf } from '../../src/runtime/sender.ts';
import type { host } from './host.ts';
import { kindNames, kindsOf } from './kinds.ts';
import { secretsOf } from './secrets.ts';

/** How people are reached from AWS: the channels of the plan, and links that they answer by. */
export async function reach({ here, table, clock, plan }: ReturnType<typeof host>, log: (message: object) => void) {
  const secrets = secretsOf(here);
  const channels = await kindsOf<ChannelKind>('channel', kindNames(here.plan.channels));
  // A console channel has no console here: what it would show is in the log.
  const outbox: Outbox = { put: async ({ channel, title, text, person }) => log({ channel, title, text, person }) };
  let key: Promise<string> | undefined;
  const own = () => {
    key ??= table.answerKey().catch((error: unknown) => {
      key = undefined;
      throw error;
    });
    return key;
  };
  return {
    sender: senderOf({ channels, clock, plan, secrets, outbox }),
    links: answerLinks({ plan, secrets, own }),
  };
}
