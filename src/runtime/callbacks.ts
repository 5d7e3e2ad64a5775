import { type ReceivePorts, receive } from '../channels/receive.ts';
import type { Secrets } from '../core/ports.ts';
import { withSecrets } from './secrets.ts';

/** What channels' providers send of their own accord, with the settings of the channel that it is for. */
export const callbacksOf = ({
  secrets,
  ...ports
}: Omit<ReceivePorts, 'settings'> & { readonly secrets: Secrets }): ReturnType<typeof receive> =>
  receive({
    ...ports,
    settings: async (channel) => (await withSecrets(ports.plan().channels[channel]?.settings ?? {}, secrets)).settings,
  });
