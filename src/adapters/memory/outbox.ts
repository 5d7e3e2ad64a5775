import type { Message } from '../../core/message/message.ts';
import type { Outbox, OutboxReader } from '../../core/ports.ts';
import { kept } from './kept.ts';

type Entry = Message & { readonly channel: string };
const MOST = 500;

/** The console channel's last 500 messages. */
export class MemoryOutbox implements Outbox, OutboxReader {
  #entries: Entry[] = [];

  async put(message: Entry): Promise<void> {
    this.#entries = [kept(message), ...this.#entries].slice(0, MOST);
  }

  async recent(limit: number): Promise<readonly Entry[]> {
    return this.#entries.slice(0, limit);
  }
}
