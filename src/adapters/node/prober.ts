import type { CheckResult } from '../../core/check/check.ts';
import type { Weighed } from '../../core/check/look.ts';
import { type Memory, remember, weigh } from '../../core/check/memory.ts';
import type { Past } from '../../core/check/usual.ts';
import type { Plan } from '../../core/plan.ts';
import type { ProberMemory, Recorded } from '../../core/ports.ts';
import type { Database } from './database.ts';

/** The prober's memory (T3, I6); read once, then kept beside the file: this process is the only one that writes it. */
export class SqliteProber implements ProberMemory {
  readonly #db: Database;
  readonly #known: Map<string, Memory>;

  constructor(db: Database) {
    this.#db = db;
    this.#known = new Map(
      db.records<Stored>(ALL).map(({ past, ring, ...about }) => [keyOf(about), merged(ring, past)]),
    );
  }

  async record(result: CheckResult, plan: Plan): Promise<Recorded> {
    const key = keyOf(result);
    const known = this.#known.get(key);
    const next = remember(known, result, plan);
    if (!next) return { is: 'stale' };
    this.#write(result, next.memory, known?.past);
    // Only now: a slot whose write failed is not known yet, and trying it again must not find it stale.
    this.#known.set(key, next.memory);
    return { is: 'new', weighed: next.weighed };
  }

  async weigh(result: CheckResult, plan: Plan): Promise<Weighed> {
    return weigh(this.#known.get(keyOf(result)), result, plan);
  }

  /** Past days are most of it and change once an hour: they are written only then. */
  #write({ monitor, location }: CheckResult, memory: Memory, before: Past | undefined): void {
    const { past } = memory;
    const ring = JSON.stringify(past ? { ...memory, past: undefined } : memory);
    if (past === before) {
      this.#db.run(PUT_RING, monitor, location, ring);
      return;
    }
    this.#db.transaction(() => {
      this.#db.run(PUT_RING, monitor, location, ring);
      if (past) this.#db.run(PUT_PAST, monitor, location, JSON.stringify(past));
      else this.#db.run('DELETE FROM pasts WHERE monitor = ? AND location = ?', monitor, location);
    });
  }
}

interface Stored {
  readonly monitor: string;
  readonly location: string;
  readonly ring: Memory;
  readonly past: Past | null;
}

const ALL = `SELECT json_object('monitor', monitor, 'location', location, 'ring', json(rings.json), 'past', json(pasts.json)) AS json
  FROM rings LEFT JOIN pasts USING (monitor, location)`;
const PUT_RING =
  'INSERT INTO rings (monitor, location, json) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET json = excluded.json';
const PUT_PAST =
  'INSERT INTO pasts (monitor, location, json) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET json = excluded.json';

const merged = (ring: Memory, past: Past | null): Memory => (past ? { ...ring, past } : ring);
const keyOf = ({ monitor, location }: Pick<CheckResult, 'monitor' | 'location'>) => `${monitor} ${location}`;
