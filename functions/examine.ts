import { contextOf, type TransactPorts } from '../src/core/incident/transact.ts';
import type { Remedies } from '../src/core/ports.ts';
import { groundsOf } from '../src/core/remedy/grounds.ts';
import { type GuardVerdict, verdicts } from '../src/core/remedy/guards.ts';
import type { Planned } from '../src/core/remedy/remedy.ts';

export type ExaminePorts = TransactPorts & { readonly remedies: Remedies };

/** What a remedy would do now, and what each guard says of that. */
export interface Examined {
  readonly remedy: string;
  readonly kind: string;
  readonly monitor: string;
  readonly mode: string;
  /** The open incident that it would be used in; `null` while there is none. */
  readonly incident: string | null;
  readonly guards: readonly GuardVerdict[];
  readonly planned: Planned;
}

/** Changes nothing: reads what the remedy would act on, as it does for a plan. `undefined` where there is no such remedy. */
export const examine =
  (ports: ExaminePorts) =>
  async (name: string): Promise<Examined | undefined> => {
    const { remedies, monitors } = ports.plan();
    const remedy = Object.hasOwn(remedies, name) ? remedies[name] : undefined;
    if (!remedy) return undefined;
    const { kind, monitor, mode } = remedy;
    const group = monitors[monitor]?.group ?? '';
    const head = await ports.incidents.head(group);
    const open = head?.phase === 'open' && monitor in head.failing ? head : null;
    const guards = open
      ? verdicts(open, remedy, await contextOf(ports, open))
      : [{ guard: 'it still fails', why: `${monitor} is not failing in any open incident` }];
    const grounds = open
      ? groundsOf(open, name, monitor)
      : { incident: 'none', key: 'none', failedAt: ports.clock.now() };
    const planned = await ports.remedies.plan(name, grounds);
    return { remedy: name, kind, monitor, mode, incident: open?.id ?? null, guards, planned };
  };
