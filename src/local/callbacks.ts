import { type ReceivePorts, receive } from '../channels/receive.ts';
import type { Secrets } from '../core/ports.ts';
import { withSecrets } from './secrets.ts';

/** What channels' providers send of their own accord, taken on this machine. */
export const localCallbacks = ({
  plan,
  secrets,
  ...ports
}: Omit<ReceivePorts, 'settings' | 'within'> & { readonly secrets: Secrets }): ReturnType<typeof receive> =>
  receive({
    ...ports,
    plan,
    settings: async (channel) => (await withSecrets(plan().channels[channel]?.settings ?? {}, secrets)).settings,
    within,
  });

/** The work, or `late` where it takes longer; it goes on all the same. */
export function within<T>(ms: number, work: Promise<T>): Promise<T | 'late'> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve('late'), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
