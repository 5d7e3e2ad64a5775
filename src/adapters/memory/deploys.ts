import type { Deploy } from '../../core/deploy/deploy.ts';
import type { DeployStore } from '../../core/ports.ts';
import { kept } from './kept.ts';

/** Deploys; the same id again is the same deploy. */
export class MemoryDeploys implements DeployStore {
  #deploys = new Map<string, Deploy>();

  async record(deploy: Deploy): Promise<void> {
    if (!this.#deploys.has(deploy.id)) this.#deploys.set(deploy.id, kept(deploy));
  }

  async since(at: number): Promise<readonly Deploy[]> {
    return [...this.#deploys.values()]
      .filter((deploy) => deploy.at >= at)
      .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  }
}
