import { overdueSince, silentSince } from '../src/core/incident/due.ts';
import type { Incident } from '../src/core/incident/incident.ts';
import { isOver } from '../src/core/incident/over.ts';
import { contextOf, transact } from '../src/core/incident/transact.ts';
import { reasonOf } from '../src/core/reason.ts';
import { MINUTE } from '../src/core/time/instant.ts';
import type { WorkPorts } from './work.ts';

/** What is due for this long without anything happening has lost its run, and so has what shows no sign of life (rule 4, V6). */
const OVERDUE = MINUTE;

/**
 * Starts a new run for every incident that is overdue; with `all`, for every one that is not over (a new process). Where
 * that fails for one the others get theirs all the same, and then it throws.
 */
export const watch =
  (ports: WorkPorts) =>
  async ({ all = false }: { readonly all?: boolean } = {}): Promise<{ readonly revived: readonly string[] }> => {
    const revived: string[] = [];
    const failed: unknown[] = [];
    for (const head of await ports.incidents.heads()) {
      try {
        if (isOver(head) || !(all || (await isOverdue(ports, head)))) continue;
        await transact(ports, head.group, { type: 'revive', id: ports.ids.next(), incident: head.id });
        revived.push(head.id);
      } catch (error) {
        failed.push(error);
      }
    }
    const [cause] = failed;
    if (failed.length > 0)
      throw new AggregateError(failed, `${failed.length} incidents may be overdue: ${reasonOf(cause)}`, { cause });
    return { revived };
  };

async function isOverdue(ports: WorkPorts, head: Incident): Promise<boolean> {
  const context = await contextOf(ports, head);
  const since = Math.min(overdueSince(head, context) ?? context.now, silentSince(head, context.now) ?? context.now);
  return context.now - since >= OVERDUE;
}
