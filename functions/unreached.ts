import { groupOfId, transact } from '../src/core/incident/transact.ts';
import type { WorkPorts } from './work.ts';

/** What a provider reports of a page that it had accepted. */
export interface UnreachedInput {
  readonly incident: string;
  readonly generation: number;
  /** The page's key in its incident. */
  readonly key: string;
  /** The channel that it was sent through. */
  readonly channel: string;
  /** In words, without secrets. */
  readonly why: string;
}

/** Says that a page did not reach its person; true where that was news, and the next way is due (E5). */
export const unreached =
  (ports: WorkPorts) =>
  async ({ incident: id, ...page }: UnreachedInput): Promise<boolean> => {
    const group = groupOfId(id);
    const head = await ports.incidents.head(group);
    if (head?.id !== id) return false;
    const { reply } = await transact(ports, group, { type: 'unreached', id: ports.ids.next(), ...page });
    return reply.is === 'done';
  };
