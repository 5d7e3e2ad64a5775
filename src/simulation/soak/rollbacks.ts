import { recorder } from '../../../functions/recorder.ts';
import type { CheckResult } from '../../core/check/check.ts';
import { locationsOf, type Plan } from '../../core/plan.ts';
import type { DeployStore, Remedies, WorkloadStore } from '../../core/ports.ts';
import { MINUTE, SECOND } from '../../core/time/instant.ts';
import { workloadOf } from '../../kubernetes/workload.ts';
import { rollback } from '../../remedies/rollback.ts';
import { kubernetes } from '../../runtime/platforms/kubernetes.ts';
import { remediesOf } from '../../runtime/remedies/remedies.ts';
import { versionsOf } from '../../runtime/versions.ts';
import type { Deployed, Remedied } from '../checker/history.ts';
import type { VirtualClock } from '../clock.ts';
import { type Fate, VirtualCluster } from '../cluster/cluster.ts';
import type { Faults } from '../faults.ts';
import type { Dice } from './dice.ts';
import { look } from './probing.ts';
import type { Script } from './script.ts';
import type { Truth } from './truth.ts';

export interface RollbackOptions {
  readonly clock: VirtualClock;
  readonly dice: Dice;
  readonly script: Script;
  readonly truth: Truth;
  readonly faults: Faults;
  readonly plan: () => Plan;
  readonly workloads: WorkloadStore;
  readonly deploys: DeployStore;
  readonly onDelay: (why: string, ms: number) => void;
  readonly onError: (error: unknown) => void;
}

const RECORD_EVERY = MINUTE;
const FATES: readonly Fate[] = [
  'unreachable',
  'unauthorized',
  'forbidden',
  'conflict',
  'invalid',
  'failing',
  'failing, done',
  'lost',
  'lost, done',
];
const SLOW = 15 * SECOND;

/** The kind `rollback` as it is in production, with the recorder, over a cluster on virtual time where versions come and go. */
export class Rollbacks implements Remedies {
  readonly remedied: Remedied[] = [];
  readonly deploys: Deployed[] = [];
  /** The hash of the newest plan of each remedy: what approvers were shown. */
  readonly shown = new Map<string, string>();
  readonly #hashes = new Map<string, string>();
  readonly #options: RollbackOptions;
  readonly #monitor: string;
  readonly #cluster: VirtualCluster;
  readonly #real: Remedies;
  readonly #record: () => Promise<unknown>;
  #isCalm = false;
  /** The cluster was told to fail since the recorder looked last. */
  #isTold = false;

  constructor(options: RollbackOptions, monitor: string) {
    const { clock, faults, plan, workloads: stored, onError } = options;
    this.#options = options;
    this.#monitor = monitor;
    this.#cluster = new VirtualCluster({
      clock,
      ref: workloadOf(plan().monitors[monitor]!)!.ref,
      version: '1',
      fate: () => this.#fate(),
      onRollback: (change) => this.#rolledBack(change),
    });
    this.deploys.push({ at: clock.now(), monitor, version: '1' });
    const platforms = [kubernetes(async () => this.#cluster)];
    const workloads = faults.around('workloads', stored);
    const secrets = { get: async () => undefined };
    this.#real = remediesOf({
      remedies: new Map([['rollback', rollback]]),
      clock,
      plan,
      workloads,
      platforms,
      secrets,
    });
    this.#record = recorder({
      plan,
      clock,
      workloads,
      deploys: options.deploys,
      versions: versionsOf({ plan, platforms }),
      latest: async () => this.#looks(),
      // What the cluster was told to do is no surprise.
      onError: (_where, error) => (this.#isTold ? undefined : onError(error)),
    });
  }

  /** Deploys come as they were drawn, and the recorder looks each minute, but for a while now and then. */
  live(): void {
    const { clock, dice, script, onError } = this.#options;
    for (const { at, version } of script.deploys)
      void clock.until(at).then(() => {
        this.#cluster.deploy(version);
        this.deploys.push({ at: clock.now(), monitor: this.#monitor, version });
      });
    const looking = async () => {
      for (;;) {
        this.#isTold = false;
        await this.#record().catch(onError);
        await clock.sleep(dice.chance(0.02) ? dice.between(2, 40) * MINUTE : RECORD_EVERY);
      }
    };
    void looking();
  }

  calm(): void {
    this.#isCalm = true;
  }

  plan: Remedies['plan'] = async (remedy, grounds) => {
    const planned = await this.#real.plan(remedy, grounds);
    if (planned.is === 'planned') this.shown.set(remedy, planned.intent.hash);
    return planned;
  };

  apply: Remedies['apply'] = async (remedy, intent, grounds) => {
    const { clock, dice, onDelay } = this.#options;
    this.#hashes.set(grounds.key, intent.hash);
    if (dice.chance(0.1)) {
      onDelay('a remedy takes its time', SLOW);
      await clock.sleep(SLOW);
    }
    if (dice.chance(0.1)) this.#cluster.sticks();
    return this.#real.apply(remedy, intent, grounds);
  };

  verify: Remedies['verify'] = (remedy, intent, grounds) => this.#real.verify(remedy, intent, grounds);

  #fate(): Fate {
    const { dice } = this.#options;
    if (this.#isCalm || !dice.chance(0.04)) return 'well';
    this.#isTold = true;
    return dice.pick(FATES);
  }

  #rolledBack({ from, to, by }: { readonly from: string; readonly to: string; readonly by: string }): void {
    const { clock, dice, script, truth } = this.#options;
    const at = clock.now();
    this.remedied.push({
      at,
      remedy: by.replace(/^.*\//, ''),
      incident: by.replace(/\/.*$/, ''),
      key: by,
      hash: this.#hashes.get(by) ?? '',
      rollback: { monitor: this.#monitor, from, to },
    });
    this.deploys.push({ at, monitor: this.#monitor, version: to, byUs: true });
    const isCause = script.deploys.some(({ version, breaks }) => version === from && breaks);
    if (isCause) truth.mend(this.#monitor, at + dice.between(1, MINUTE));
  }

  /** What probers saw last, each within its interval. */
  #looks(): readonly CheckResult[] {
    const { clock, plan, truth } = this.#options;
    const now = clock.now();
    return locationsOf(plan(), this.#monitor)
      .filter((location) => !truth.isLost(location, now))
      .map((location) => look(truth, this.#monitor, location, now, now));
  }
}
