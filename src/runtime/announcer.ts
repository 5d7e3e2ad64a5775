import type { ChannelKind } from '../channels/define.ts';
import type { Plan } from '../core/plan.ts';
import type { Announcer, Clock, Secrets } from '../core/ports.ts';
import { reasonOf } from '../core/reason.ts';
import { deliveryWithoutSecrets } from './redacted.ts';
import { withSecrets } from './secrets.ts';

/** One announcement may take this long, in ms. */
const CALL = 10_000;

/** Tells the configured channels whose kind keeps a history of changes. */
export function announcerOf({
  channels,
  clock,
  plan,
  secrets,
}: {
  readonly channels: ReadonlyMap<string, ChannelKind>;
  readonly clock: Clock;
  readonly plan: () => Plan;
  readonly secrets: Secrets;
}): Announcer {
  return {
    announce: async (name, deploy) => {
      const { channels: configured, name: system } = plan();
      const channel = configured[name];
      const kind = channel && channels.get(channel.kind);
      if (!channel || !kind?.announce) return undefined;
      try {
        const { settings, values } = await withSecrets(channel.settings, secrets);
        const context = { now: clock.now(), timeout: CALL, channel: name, name: system };
        return deliveryWithoutSecrets(await kind.announce(deploy, settings, context), values);
      } catch (error) {
        return { is: 'permanent', why: reasonOf(error) };
      }
    },
  };
}
