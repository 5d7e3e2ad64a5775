import type { WorkloadStore } from '../../core/ports.ts';
import type { WorkloadMemory } from '../../core/remedy/workload-memory.ts';
import type { Database } from './database.ts';

/** What is known of workloads; written by one conditional statement (G3). */
export class SqliteWorkloads implements WorkloadStore {
  readonly #db: Database;
  constructor(db: Database) {
    this.#db = db;
  }

  async read(workload: string): Promise<{ readonly memory: WorkloadMemory; readonly version: number } | null> {
    return this.#db.record(
      `SELECT json_object('memory', json(json), 'version', version) AS json FROM workloads WHERE workload = ?`,
      workload,
    );
  }

  async write(workload: string, memory: WorkloadMemory, expected: number): Promise<'written' | 'conflict'> {
    const json = JSON.stringify(memory);
    const changed =
      expected === 0
        ? this.#db.run(
            'INSERT INTO workloads (workload, version, json) VALUES (?, 1, ?) ON CONFLICT DO NOTHING',
            workload,
            json,
          )
        : this.#db.run(
            'UPDATE workloads SET version = version + 1, json = ? WHERE workload = ? AND version = ?',
            json,
            workload,
            expected,
          );
    return changed === 1 ? 'written' : 'conflict';
  }
}
