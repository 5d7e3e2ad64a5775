import { groupOfId, type TransactPorts, transact } from '../src/core/incident/transact.ts';
import type { Ids, RunId } from '../src/core/ports.ts';

/** What the workflow's Choice goes by; `until` is ISO 8601, as a Wait state wants it. */
export type DecideOutput = RunId &
  (
    | { readonly do: 'confirm' | 'page' | 'tell' | 'remedy'; readonly keys: readonly string[] }
    | { readonly do: 'wait'; readonly until: string }
    | { readonly do: 'end' }
  );

/**
 * One look of a run at its incident: settles what time brought and says what is due; where nothing is, the run goes to
 * sleep by that same write (rule 4). A run that is no longer the record's own ends here (rule 1).
 */
export const decide =
  (ports: TransactPorts & { readonly ids: Ids }) =>
  async ({ incident: id, generation, run }: RunId): Promise<DecideOutput> => {
    const me: RunId = { incident: id, generation, run };
    const { incident, reply } = await transact(ports, groupOfId(id), { type: 'look', id: ports.ids.next(), run });
    const isMine = incident?.id === id && incident.generation === generation && reply.is === 'next';
    if (!isMine || reply.next.do === 'end') return { ...me, do: 'end' };
    const { next } = reply;
    return next.do === 'wait'
      ? { ...me, do: 'wait', until: new Date(next.until).toISOString() }
      : { ...me, do: next.do, keys: next.keys };
  };
