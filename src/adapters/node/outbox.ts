import type { Message } from '../../core/message/message.ts';
import type { Outbox, OutboxReader } from '../../core/ports.ts';
import type { Database } from './database.ts';

type Entry = Message & { readonly channel: string };
const KEPT = 500;

/** The console channel's last 500 messages. */
export class SqliteOutbox implements Outbox, OutboxReader {
  readonly #db: Database;
  constructor(db: Database) {
    this.#db = db;
  }

  async put(message: Entry): Promise<void> {
    this.#db.transaction(() => {
      this.#db.run('INSERT INTO outbox (json) VALUES (?)', JSON.stringify(message));
      this.#db.run('DELETE FROM outbox WHERE n <= (SELECT max(n) FROM outbox) - ?', KEPT);
    });
  }

  async recent(limit: number): Promise<readonly Entry[]> {
    return this.#db.records('SELECT json FROM outbox ORDER BY n DESC LIMIT ?', limit);
  }
}
