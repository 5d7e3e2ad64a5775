import type { Plan, RemedyPlan } from '../../core/plan.ts';
import type { Clock, Secrets, WorkloadStore } from '../../core/ports.ts';
import type { Grounds } from '../../core/remedy/remedy.ts';
import { NOTHING_KNOWN } from '../../core/remedy/workload-memory.ts';
import type { RemedyContext, RemedyKind, Within } from '../../remedies/define.ts';
import { type Found, type Platform, placedOn } from '../platforms/platform.ts';
import { withSecrets } from '../secrets.ts';

export interface RemedyPorts {
  readonly remedies: ReadonlyMap<string, RemedyKind>;
  readonly clock: Clock;
  readonly plan: () => Plan;
  readonly secrets: Secrets;
  readonly workloads: WorkloadStore;
  readonly platforms: readonly Platform[];
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

/** Throws where the config, a secret or a platform is not as it has to be; nothing was done then. */
export async function load(ports: RemedyPorts, name: string, grounds: Grounds): Promise<Loaded> {
  const { clock, plan, secrets } = ports;
  const remedy = plan().remedies[name];
  const kind = remedy && ports.remedies.get(remedy.kind);
  if (!kind) throw new Error(`there is no remedy '${name}'`);
  const { settings, values } = await withSecrets(remedy.settings, secrets);
  const context = { ...grounds, remedy: name, timeout: CALL, now: clock.now() };
  const found = placedOn(ports.platforms, plan(), remedy.monitor);
  // Whichever kinds touch one workload share its limits.
  const subject = found?.placed.key ?? `monitor/${remedy.monitor}`;
  const loaded = { kind, settings, values, subject };
  if (!kind.onWorkload) return { ...loaded, context };
  return { ...loaded, context: { ...context, ...(await reach(ports, remedy, kind, found)) } };
}

/** What runs the remedy's monitor, and what is known of it. */
async function reach(
  { workloads }: RemedyPorts,
  { monitor }: RemedyPlan,
  { kind, onWorkload }: RemedyKind,
  found: Found | undefined,
): Promise<Within> {
  if (!found) throw new Error(`monitor '${monitor}' does not say what runs it`);
  const { platform, placed } = found;
  if (platform.name !== onWorkload) throw new Error(`a ${kind} cannot act on what ${platform.called} runs`);
  const known = await workloads.read(placed.key);
  return placed.reach(CALL, known?.memory ?? NOTHING_KNOWN);
}
