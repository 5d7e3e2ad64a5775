import type { Evidence } from '../../core/evidence/evidence.ts';
import type { EvidenceStore } from '../../core/ports.ts';
import { kept } from './kept.ts';

/** What was seen at looks, by incident and monitor. */
export class MemoryEvidence implements EvidenceStore {
  #all = new Map<string, Map<string, Evidence>>();

  async keep(evidence: Evidence): Promise<void> {
    const of = this.#all.get(evidence.incident) ?? new Map<string, Evidence>();
    this.#all.set(evidence.incident, of.set(evidence.monitor, kept(evidence)));
  }

  async of(incident: string): Promise<readonly Evidence[]> {
    return [...(this.#all.get(incident)?.values() ?? [])].sort((a, b) => (a.monitor < b.monitor ? -1 : 1));
  }
}
