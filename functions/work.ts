import type { EventOf } from '../src/core/incident/event.ts';
import { groupOfId, type Transacted, type TransactPorts, transact } from '../src/core/incident/transact.ts';
import type { Due, Work, WorkKind } from '../src/core/incident/work.ts';
import type { Ids, RunId } from '../src/core/ports.ts';

export type WorkPorts = TransactPorts & { readonly ids: Ids };
export type WorkInput = RunId & { readonly keys: readonly string[] };

/** Rule 5, first half: claims an effect if it is still due; `undefined` where somebody was faster or it was answered. */
export async function claim(
  ports: WorkPorts,
  run: RunId,
  key: string,
  lease: number,
): Promise<{ due: Due; at: Transacted } | undefined> {
  const { incident } = run;
  const event = { type: 'claim', id: ports.ids.next(), incident, key, lease: ports.clock.now() + lease } as const;
  const at = await transact(ports, groupOfId(incident), event);
  return at.reply.is === 'granted' ? { due: at.reply.due, at } : undefined;
}

/** Rule 5, second half: records what became of it. */
export async function record<K extends WorkKind>(
  ports: WorkPorts,
  run: RunId,
  kind: K,
  key: string,
  got: Work[K]['got'],
): Promise<void> {
  const { incident } = run;
  const event = { type: 'outcome', id: ports.ids.next(), incident, kind, key, got } as EventOf<'outcome'>;
  await transact(ports, groupOfId(incident), event);
}

/** What a step of the workflow hands back: the run, for the next look. */
export const onward = ({ incident, generation, run }: RunId): RunId => ({ incident, generation, run });
