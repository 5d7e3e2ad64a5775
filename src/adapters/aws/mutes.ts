import type { Mute } from '../../core/incident/mute.ts';
import type { MuteStore } from '../../core/ports.ts';
import { DAY } from '../../core/time/instant.ts';
import type { Table } from './table.ts';

const MUTES = 'mutes';
/** Kept beyond their end, so that a late repeat of the request does not bring one back. */
const KEPT_AFTER = 7 * DAY;

/** Mutes; the same id again is the same mute, even after it was ended. */
export class TableMutes implements MuteStore {
  readonly #table: Table;
  constructor(table: Table) {
    this.#table = table;
  }

  async current(now: number): Promise<readonly Mute[]> {
    const all = await this.#table.all<Mute>(MUTES);
    const current = all.filter(({ until }) => until > now);
    return current.sort((a, b) => a.until - b.until || (a.id < b.id ? -1 : 1));
  }

  add(mute: Mute): Promise<void> {
    return this.#table.keep({ of: MUTES, as: mute.id }, { value: mute, expires: mute.until + KEPT_AFTER });
  }

  async end(id: string, at: number): Promise<void> {
    await this.#table.revise<Mute>({ of: MUTES, as: id }, (mute) =>
      mute && mute.until > at ? { value: { ...mute, until: at }, expires: mute.until + KEPT_AFTER } : undefined,
    );
  }
}
