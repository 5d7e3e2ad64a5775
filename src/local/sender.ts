import { isDeepStrictEqual } from 'node:util';
import { channels } from '../channels/index.ts';
import type { Plan } from '../core/plan.ts';
import type { Clock, Outbox, Remedies, Secrets, Sender } from '../core/ports.ts';
import { reasonOf } from '../core/reason.ts';
import { acts } from '../remedies/define.ts';
import { remedies } from '../remedies/index.ts';
import { deliveryWithoutSecrets, plannedWithoutSecrets, withoutSecrets } from './redacted.ts';
import { withSecrets } from './secrets.ts';

interface Ports {
  readonly clock: Clock;
  readonly plan: () => Plan;
  readonly secrets: Secrets;
}

/** One send may take this long; a lease is longer, a level's time much longer. */
const SEND = 10_000;
/** One call of a remedy may take this long. */
const CALL = 15_000;

/**
 * Sends through the configured channels. What cannot be sent is a permanent failure: the next way is tried at once.
 * Refused credentials are read anew once, past every cache, and count only if they did not change (E5).
 */
export function localSender({ clock, plan, secrets, outbox }: Ports & { readonly outbox: Outbox }): Sender {
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

/** Plans, applies and verifies the configured remedies. An exception after `apply` began leaves its outcome unknown (G5). */
export function localRemedies({ clock, plan, secrets }: Ports): Remedies {
  const load = async (name: string) => {
    const remedy = plan().remedies[name];
    const kind = remedy && remedies.get(remedy.kind);
    if (!kind) throw new Error(`there is no remedy '${name}'`);
    if (!acts(kind)) throw new Error(`'${kind.kind}' remedies cannot act yet`);
    const { settings, values } = await withSecrets(remedy.settings, secrets);
    return { kind, settings, values, context: { remedy: name, timeout: CALL, now: clock.now() } };
  };
  return {
    plan: async (name) => {
      try {
        const { kind, settings, values, context } = await load(name);
        return plannedWithoutSecrets(await kind.plan(settings, context), values);
      } catch (error) {
        return { is: 'refused', why: reasonOf(error) };
      }
    },
    apply: async (name, intent, key) => {
      const { kind, settings, values, context } = await load(name);
      try {
        return withoutSecrets(await kind.apply(intent, key, settings, context), values);
      } catch (error) {
        return { is: 'unknown', why: reasonOf(error) };
      }
    },
    verify: async (name, intent) => {
      try {
        const { kind, settings, values, context } = await load(name);
        return withoutSecrets(await kind.verify(intent, settings, context), values);
      } catch (error) {
        return { is: 'pending', text: reasonOf(error) };
      }
    },
  };
}
