import { next } from '../src/core/incident/due.ts';
import { groupOfId, type TransactPorts, transact } from '../src/core/incident/transact.ts';
import type { Ids, RunId } from '../src/core/ports.ts';

/** What the workflow's Choice goes by; `until` is ISO 8601, as a Wait state wants it. */
export type DecideOutput = RunId &
  (
    | { readonly do: 'confirm' | 'page' | 'tell' | 'remedy'; readonly keys: readonly string[] }
    | { readonly do: 'wait'; readonly until: string }
    | { readonly do: 'end' }
  );

/** A record that keeps moving while we try to sleep is looked at again this often before the run simply goes round. */
const LOOKS = 10;

/**
 * One look of a run at its incident: settles what time brought, then says what is due. A run that is no longer the
 * record's own ends here (rule 1); going to sleep is a conditional write (rule 4).
 */
export const decide =
  (ports: TransactPorts & { readonly ids: Ids }) =>
  async (run: RunId): Promise<DecideOutput> => {
    const { incident: id, generation, run: number } = run;
    const me: RunId = { incident: id, generation, run: number };
    for (let look = 0; look < LOOKS; look++) {
      const { incident, context } = await transact(ports, groupOfId(id), { type: 'tick', id: ports.ids.next() });
      const mine =
        incident !== null && incident.id === id && incident.generation === generation && incident.run.number === number;
      if (!mine) return { ...me, do: 'end' };
      const due = next(incident, context);
      if (due.do === 'end') return { ...me, do: 'end' };
      if (due.do !== 'wait') return { ...me, do: due.do, keys: due.keys };
      const slept = await transact(ports, groupOfId(id), {
        type: 'sleep',
        id: ports.ids.next(),
        run: number,
        until: due.until,
      });
      if (slept.reply.is === 'done') return { ...me, do: 'wait', until: new Date(due.until).toISOString() };
    }
    return { ...me, do: 'wait', until: new Date(ports.clock.now()).toISOString() };
  };
