import type { ChannelKind } from '../../src/channels/define.ts';
import type { Outbox } from '../../src/core/ports.ts';
import { senderOf } from '../../src/runtime/sender.ts';
import type { host } from './host.ts';
import { kindNames, kindsOf } from './kinds.ts';
import { linksOf } from './links.ts';
import { secretsOf } from './secrets.ts';

/** How people are reached from AWS: the channels of the plan, and links that they answer by. */
export async function reach(ports: ReturnType<typeof host>, log: (message: object) => void) {
  const { here, clock, plan } = ports;
  const channels = await kindsOf<ChannelKind>('channel', kindNames(here.plan.channels));
  // A console channel has no console here: what it would show is in the log.
  const outbox: Outbox = { put: async ({ channel, title, text, person }) => log({ channel, title, text, person }) };
  return { sender: senderOf({ channels, clock, plan, secrets: secretsOf(here), outbox }), links: linksOf(ports) };
}
