import { isDeepStrictEqual } from 'node:util';
import type { ChannelKind } from '../channels/define.ts';
import type { Plan } from '../core/plan.ts';
import type { Clock, Outbox, Secrets, Sender } from '../core/ports.ts';
import { reasonOf } from '../core/reason.ts';
import { deliveryWithoutSecrets } from './redacted.ts';
import { withSecrets } from './secrets.ts';

interface Ports {
  readonly channels: ReadonlyMap<string, ChannelKind>;
  readonly clock: Clock;
  readonly plan: () => Plan;
  readonly secrets: Secrets;
  readonly outbox: Outbox;
}

/** One send may take this long; a lease is longer, a level's time much longer. */
const SEND = 10_000;

/**
 * Sends through the configured channels. What cannot be sent is a permanent failure: the next way is tried at once.
 * Refused credentials are read anew once, past every cache, and count only if they did not change (E5).
 */
export function senderOf({ channels, clock, plan, secrets, outbox }: Ports): Sender {
  return {
    send: async (name, message) => {
      const { channels: configured, console } = plan();
      const channel = configured[name];
      const publicUrl = console.publicUrl?.replace(/\/$/, '');
      const kind = channel && channels.get(channel.kind);
      if (!kind) return { is: 'permanent', why: `there is no channel '${name}'` };
      try {
        const send = ({ settings }: { readonly settings: typeof channel.settings }) =>
          kind.send(message, settings, {
            now: clock.now(),
            timeout: SEND,
            outbox,
            channel: name,
            ...(publicUrl !== undefined && { publicUrl }),
          });
        const used = await withSecrets(channel.settings, secrets);
        const first = await send(used);
        if (first.is !== 'permanent' || !first.credentials) return deliveryWithoutSecrets(first, used.values);
        const renewed = await withSecrets(channel.settings, secrets, 'fresh');
        if (isDeepStrictEqual(used.values, renewed.values)) return deliveryWithoutSecrets(first, used.values);
        return deliveryWithoutSecrets(await send(renewed), renewed.values);
      } catch (error) {
        return { is: 'permanent', why: reasonOf(error) };
      }
    },
  };
}
