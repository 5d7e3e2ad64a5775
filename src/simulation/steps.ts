import { alarm } from '../../functions/alarm.ts';
import { confirm } from '../../functions/confirm.ts';
import { decide } from '../../functions/decide.ts';
import { type DiagnoseInput, diagnose } from '../../functions/diagnose.ts';
import { drill } from '../../functions/drill.ts';
import { examine } from '../../functions/examine.ts';
import { inbound } from '../../functions/inbound.ts';
import { page } from '../../functions/page.ts';
import { probe } from '../../functions/probe.ts';
import { remedy } from '../../functions/remedy.ts';
import { report } from '../../functions/report.ts';
import { respond } from '../../functions/respond.ts';
import { signal } from '../../functions/signal.ts';
import { tell } from '../../functions/tell.ts';
import { unreached } from '../../functions/unreached.ts';
import { watch } from '../../functions/watch.ts';
import { MemoryLinks } from '../adapters/memory/links.ts';
import type { TransactPorts } from '../core/incident/transact.ts';
import type { Plan } from '../core/plan.ts';
import type { Clock, Diagnoser, Ids, Observer, Remedies, ResultSink, Runs, Sender } from '../core/ports.ts';
import { type Faults, isInjected } from './faults.ts';
import type { SimulationStores } from './stores.ts';

/** What stands around the steps on virtual time. */
export interface Surroundings {
  readonly clock: Clock;
  readonly plan: () => Plan;
  readonly stores: Pick<
    SimulationStores,
    'deploys' | 'ids' | 'incidents' | 'ledger' | 'memory' | 'mutes' | 'policies'
  > & { readonly results: ResultSink };
  readonly runs: Runs;
  readonly observer: Observer;
  readonly sender: Sender;
  readonly remedies: Remedies;
  readonly diagnoser: Diagnoser;
  /** How a prober's signals travel, where not straight to the step. */
  readonly carry?: (signal: Steps['signal']) => Steps['signal'];
}

export interface Steps {
  readonly signal: ReturnType<typeof signal>;
  readonly alarm: ReturnType<typeof alarm>;
  readonly decide: ReturnType<typeof decide>;
  readonly drill: ReturnType<typeof drill>;
  readonly examine: ReturnType<typeof examine>;
  readonly confirm: ReturnType<typeof confirm>;
  readonly page: ReturnType<typeof page>;
  readonly tell: ReturnType<typeof tell>;
  readonly remedy: ReturnType<typeof remedy>;
  readonly respond: ReturnType<typeof respond>;
  readonly report: ReturnType<typeof report>;
  readonly unreached: ReturnType<typeof unreached>;
  readonly inbound: ReturnType<typeof inbound>;
  readonly watch: ReturnType<typeof watch>;
  readonly probe: ReturnType<typeof probe>;
}

/** Whose alarms they are on virtual time. */
export const INSTALLATION = { prefix: 'tocsin' };

/** The steps of production over ports every call of which can fail. */
export function wire(faults: Faults, { stores, carry = (step) => step, ...world }: Surroundings): Steps {
  const around = <Port extends object>(name: string, port: Port): Port => faults.around(name, port);
  const ports: TransactPorts & { ids: Ids } = {
    clock: world.clock,
    ids: stores.ids,
    plan: world.plan,
    incidents: around('incidents', stores.incidents),
    policies: around('policies', stores.policies),
    mutes: around('mutes', stores.mutes),
    runs: around('runs', world.runs),
  };
  const memory = around('memory', stores.memory);
  const { results } = stores;
  const observer = around('observer', world.observer);
  const sender = around('sender', world.sender);
  const links = new MemoryLinks(() => world.plan().console.publicUrl);
  const signalStep = signal(ports);
  return {
    decide: decide(ports),
    drill: drill(ports),
    examine: examine({ ...ports, remedies: world.remedies }),
    confirm: confirm({ ...ports, observer, memory, results }),
    page: page({ ...ports, sender, deploys: stores.deploys, links, ledger: around('ledger', stores.ledger) }),
    tell: tell({ ...ports, sender, links }),
    remedy: remedy({
      ...ports,
      remedies: around('remedies', world.remedies),
      diagnose: beside(faults, diagnose({ ...ports, diagnoser: around('diagnoser', world.diagnoser) })),
    }),
    respond: respond(ports),
    report: report(ports),
    unreached: unreached(ports),
    inbound: inbound({ ...ports, inboundToken: async (source) => world.plan().inbound[source]?.token }),
    signal: signalStep,
    alarm: alarm({ clock: world.clock, plan: world.plan, installation: INSTALLATION, signal: signalStep }),
    watch: watch(ports),
    probe: probe({
      plan: world.plan,
      observer,
      memory,
      results,
      incidents: ports.incidents,
      signal: carry(signalStep),
    }),
  };
}

/** Takes evidence as a process of its own: a fault of ours ends it, a bug comes to light. */
const beside =
  (faults: Faults, take: (asked: DiagnoseInput) => Promise<void>) =>
  async (asked: DiagnoseInput): Promise<void> =>
    void faults
      .mortal(() => take(asked))
      .catch((error: unknown) => {
        if (!isInjected(error)) throw error;
      });
