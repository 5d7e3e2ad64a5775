import { reasonOf } from '../core/reason.ts';
import { ANY_TEXT } from './address.ts';
import { defineChannel } from './define.ts';

/** Leaves messages where the console page and the terminal show them. It wakes nobody. */
export const consoleChannel = defineChannel({
  kind: 'console',
  summary: 'shown on the console page and in the terminal',
  shape: {},
  address: ANY_TEXT,
  can: { wake: false, acknowledge: true, resolve: true },
  async send(message, _settings, { outbox, channel }) {
    try {
      await outbox.put({ ...message, channel });
      return { is: 'accepted' };
    } catch (error) {
      return { is: 'temporary', why: reasonOf(error) };
    }
  },
});
