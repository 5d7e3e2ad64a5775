import { overdueSince, silentSince } from '../src/core/incident/due.ts';
import { isOver } from '../src/core/incident/over.ts';
import { contextOf, transact } from '../src/core/incident/transact.ts';
import { MINUTE } from '../src/core/time/instant.ts';
import type { WorkPorts } from './work.ts';

/** What is due for this long without anything happening has lost its run, and so has what shows no sign of life (rule 4, V6). */
const OVERDUE = MINUTE;

/** Starts a new run for every incident that is overdue; with `all`, for every one that is not over (a new process). */
export const watch =
  (ports: WorkPorts) =>
  async ({ all = false }: { readonly all?: boolean } = {}): Promise<{ readonly revived: readonly string[] }> => {
    const revived: string[] = [];
    for (const head of await ports.incidents.heads()) {
      if (isOver(head)) continue;
      const context = await contextOf(ports, head);
      const since = Math.min(overdueSince(head, context) ?? context.now, silentSince(head, context.now) ?? context.now);
      if (!all && context.now - since < OVERDUE) continue;
      await transact(ports, head.group, { type: 'revive', id: ports.ids.next() });
      revived.push(head.id);
    }
    return { revived };
  };
