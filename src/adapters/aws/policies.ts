import type { Policy } from '../../core/plan.ts';
import type { PolicyStore } from '../../core/ports.ts';
import type { Table } from './table.ts';

const keyOf = (hash: string) => ({ of: `policy#${hash}`, as: 'policy' });

/** Policies by content hash; the first to come is the one that stays (E1). */
export class TablePolicies implements PolicyStore {
  readonly #table: Table;
  constructor(table: Table) {
    this.#table = table;
  }

  keep(policy: Policy): Promise<void> {
    return this.#table.keep(keyOf(policy.hash), { value: policy });
  }

  async get(hash: string): Promise<Policy | null> {
    return (await this.#table.read<Policy>(keyOf(hash)))?.value ?? null;
  }
}
