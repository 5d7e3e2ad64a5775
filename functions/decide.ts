import { groupOfId, type TransactPorts, transact } from '../src/core/incident/transact.ts';
import type { Ids, RunId } from '../src/core/ports.ts';
import type { Instant } from '../src/core/time/instant.ts';

/** What the workflow's Choice goes by; `until` is ISO 8601, as a Wait state wants it. */
export type DecideOutput = RunId &
  (
    | { readonly do: 'confirm' | 'page' | 'tell' | 'remedy'; readonly keys: readonly string[] }
    | { readonly do: 'wait'; readonly until: string }
    | { readonly do: 'end' }
  );

/** A host where going through the workflow's Wait costs more than waiting. */
export interface ShortWaits {
  /** The longest wait that is waited out in the step, and all of one call together, in ms. */
  readonly each: number;
  readonly all: number;
  /** Resolves at a time that may have come already. */
  readonly until: (at: Instant) => Promise<unknown>;
}

/**
 * One look of a run at its incident: settles what time brought and says what is due; where nothing is, the run goes to
 * sleep by that same write (rule 4). A run that is no longer the record's own ends here (rule 1). Short waits, as between
 * the rounds of a confirmation, may be waited out here: the record says the same as for any other sleep.
 */
export const decide =
  (ports: TransactPorts & { readonly ids: Ids; readonly shortWaits?: ShortWaits }) =>
  async ({ incident: id, generation, run }: RunId): Promise<DecideOutput> => {
    const me: RunId = { incident: id, generation, run };
    const { each = 0, all = 0, until } = ports.shortWaits ?? {};
    for (let left = all; ; ) {
      const look = { type: 'look', id: ports.ids.next(), incident: id, run } as const;
      const { incident, reply } = await transact(ports, groupOfId(id), look);
      const isMine = incident?.generation === generation && reply.is === 'next';
      if (!isMine || reply.next.do === 'end') return { ...me, do: 'end' };
      const { next } = reply;
      if (next.do !== 'wait') return { ...me, do: next.do, keys: next.keys };
      const wait = next.until - ports.clock.now();
      if (!until || wait > Math.min(each, left))
        return { ...me, do: 'wait', until: new Date(next.until).toISOString() };
      left -= Math.max(1, wait);
      await until(next.until);
    }
  };
