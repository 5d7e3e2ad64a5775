import type { Evidence } from '../../core/evidence/evidence.ts';
import type { EvidenceStore } from '../../core/ports.ts';
import type { Table } from './table.ts';
import { KEPT_FOR } from './table-definition.ts';

const ownerOf = (incident: string) => `evidence#${incident}`;

/** What was seen at looks, by incident and monitor; kept as long as incidents are. */
export class TableEvidence implements EvidenceStore {
  readonly #table: Table;
  constructor(table: Table) {
    this.#table = table;
  }

  keep(evidence: Evidence): Promise<void> {
    const { incident, monitor, at } = evidence;
    return this.#table.put({ of: ownerOf(incident), as: monitor }, { value: evidence, expires: at + KEPT_FOR });
  }

  of(incident: string): Promise<readonly Evidence[]> {
    return this.#table.all<Evidence>(ownerOf(incident));
  }
}
