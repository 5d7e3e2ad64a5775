import type { Deploy } from '../../core/deploy/deploy.ts';
import type { DeployStore } from '../../core/ports.ts';
import { DAY } from '../../core/time/instant.ts';
import type { Table } from './table.ts';

const DEPLOYS = 'deploys';
const KEPT = 90 * DAY;

/** Deploys; the same id again is the same deploy. */
export class TableDeploys implements DeployStore {
  readonly #table: Table;
  constructor(table: Table) {
    this.#table = table;
  }

  record(deploy: Deploy): Promise<void> {
    return this.#table.keep({ of: DEPLOYS, as: deploy.id }, { value: deploy, expires: deploy.at + KEPT });
  }

  async since(at: number): Promise<readonly Deploy[]> {
    const all = await this.#table.all<Deploy>(DEPLOYS);
    return all.filter((deploy) => deploy.at >= at).sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  }
}
