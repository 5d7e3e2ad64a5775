import type { UnreachedPage } from '../src/core/callback.ts';
import { groupOfId, transact } from '../src/core/incident/transact.ts';
import type { WorkPorts } from './work.ts';

/** Says that a page did not reach its person; true where that was news, and the next way is due (E5). */
export const unreached =
  (ports: WorkPorts) =>
  async ({ incident: id, ...page }: UnreachedPage): Promise<boolean> => {
    const group = groupOfId(id);
    const head = await ports.incidents.head(group);
    if (head?.id !== id) return false;
    const { reply } = await transact(ports, group, { type: 'unreached', id: ports.ids.next(), incident: id, ...page });
    return reply.is === 'done';
  };
