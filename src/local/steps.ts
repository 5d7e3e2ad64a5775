import { confirm } from '../../functions/confirm.ts';
import { decide } from '../../functions/decide.ts';
import { deploy } from '../../functions/deploy.ts';
import { type DeployHookPorts, deployHooks } from '../../functions/deploy-hooks.ts';
import { type DiagnoseInput, diagnose } from '../../functions/diagnose.ts';
import { drill } from '../../functions/drill.ts';
import { examine } from '../../functions/examine.ts';
import { type HeartbeatPorts, heartbeat } from '../../functions/heartbeat.ts';
import { type InboundPorts, inbound } from '../../functions/inbound.ts';
import { page } from '../../functions/page.ts';
import { probe, take } from '../../functions/probe.ts';
import { remedy } from '../../functions/remedy.ts';
import { respond } from '../../functions/respond.ts';
import { signal } from '../../functions/signal.ts';
import { tell } from '../../functions/tell.ts';
import { unreached } from '../../functions/unreached.ts';
import { watch } from '../../functions/watch.ts';
import type { WorkPorts } from '../../functions/work.ts';
import type {
  AnswerLinks,
  Diagnoser,
  LedgerStore,
  Observer,
  ProberMemory,
  Remedies,
  ResultSink,
  Sender,
} from '../core/ports.ts';

export interface StepPorts extends WorkPorts, HeartbeatPorts, InboundPorts, DeployHookPorts {
  readonly observer: Observer;
  readonly memory: ProberMemory;
  readonly results: ResultSink;
  readonly ledger: LedgerStore;
  readonly sender: Sender;
  readonly links: AnswerLinks;
  readonly remedies: Remedies;
  readonly diagnoser: Diagnoser;
  readonly onError?: (where: string, error: unknown) => void;
}

/** Every step, wired to this machine's ports. */
export const localSteps = (ports: StepPorts) => ({
  decide: decide(ports),
  confirm: confirm(ports),
  deploy: deploy(ports),
  deployHooks: deployHooks(ports),
  drill: drill(ports),
  examine: examine(ports),
  heartbeat: heartbeat(ports),
  inbound: inbound(ports),
  page: page(ports),
  tell: tell(ports),
  remedy: remedy({ ...ports, diagnose: beside(diagnose(ports), ports.onError) }),
  respond: respond(ports),
  unreached: unreached(ports),
  watch: watch(ports),
  probe: probe({ ...ports, signal: signal(ports) }),
  take: take({ ...ports, signal: signal(ports) }),
});

/** Takes evidence beside the incident's run, in this process; what goes wrong with it is said. */
const beside =
  (take: (asked: DiagnoseInput) => Promise<void>, onError: StepPorts['onError']) =>
  async (asked: DiagnoseInput): Promise<void> =>
    void take(asked).catch((error: unknown) => onError?.(`evidence of ${asked.monitor}`, error));
