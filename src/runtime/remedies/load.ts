import type { Plan, RemedyPlan } from '../../core/plan.ts';
import type { Clock, Secrets, WorkloadStore } from '../../core/ports.ts';
import type { Grounds } from '../../core/remedy/remedy.ts';
import { NOTHING_KNOWN } from '../../core/remedy/workload-memory.ts';
import { keyOf, type PlacedWorkload, workloadOf } from '../../kubernetes/workload.ts';
import type { RemedyContext, RemedyKind } from '../../remedies/define.ts';
import type { Clusters } from '../clusters.ts';
import { withSecrets } from '../secrets.ts';

export interface RemedyPorts {
  readonly remedies: ReadonlyMap<string, RemedyKind>;
  readonly clock: Clock;
  readonly plan: () => Plan;
  readonly secrets: Secrets;
  readonly workloads: WorkloadStore;
  readonly clusters: Clusters;
}

/** A configured remedy with all that its kind needs. */
export interface Loaded {
  readonly kind: RemedyKind;
  readonly settings: Record<string, unknown>;
  /** Secrets in the settings, which nobody is to read. */
  readonly values: readonly string[];
  /** What it touches: limits of G3 go by it. */
  readonly subject: string;
  readonly context: RemedyContext;
}

/** One call of a remedy may take this long, in ms. */
const CALL = 15_000;

/** Throws where the config, a secret or a cluster is not as it has to be; nothing was done then. */
export async function load(ports: RemedyPorts, name: string, grounds: Grounds): Promise<Loaded> {
  const { clock, plan, secrets } = ports;
  const remedy = plan().remedies[name];
  const kind = remedy && ports.remedies.get(remedy.kind);
  if (!kind) throw new Error(`there is no remedy '${name}'`);
  const { settings, values } = await withSecrets(remedy.settings, secrets);
  const context = { ...grounds, remedy: name, timeout: CALL, now: clock.now() };
  const placed = workloadOf(plan().monitors[remedy.monitor] ?? {});
  // Whichever kinds touch one workload share its limits.
  const subject = placed ? keyOf(placed) : `monitor/${remedy.monitor}`;
  const loaded = { kind, settings, values, subject };
  if (!kind.onWorkload) return { ...loaded, context };
  return { ...loaded, context: { ...context, workload: await reach(ports, remedy, placed) } };
}

/** What runs the remedy's monitor, and what is known of it. */
async function reach(
  { clusters, workloads }: RemedyPorts,
  { monitor }: RemedyPlan,
  placed: PlacedWorkload | undefined,
) {
  if (!placed) throw new Error(`monitor '${monitor}' does not say what runs it`);
  const [api, known] = await Promise.all([clusters(placed.cluster, CALL), workloads.read(keyOf(placed))]);
  return { ref: placed.ref, api, memory: known?.memory ?? NOTHING_KNOWN };
}
