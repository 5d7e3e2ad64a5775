import { SECOND } from '../../core/time/instant.ts';
import type { KubeAnswer, KubeApi, Query } from '../../kubernetes/api.ts';
import { revisionsPath, type WorkloadRef, workloadPath } from '../../kubernetes/kinds.ts';
import type { PodTemplate, Workload } from '../../kubernetes/object.ts';
import type { KubePatch } from '../../kubernetes/request.ts';
import type { VirtualClock } from '../clock.ts';
import { held, templateOf, versionIn } from './versions.ts';

/** What may befall a call. `lost`: the answer never comes, `slow`: nor does anything else until the deadline; of a change it may have happened all the same. */
export type Fate =
  | 'well'
  | 'unreachable'
  | 'unauthorized'
  | 'forbidden'
  | 'conflict'
  | 'invalid'
  | 'failing'
  | 'failing, done'
  | 'lost'
  | 'lost, done'
  | 'slow'
  | 'slow, done';

export interface ClusterOptions {
  readonly clock: VirtualClock;
  readonly ref: WorkloadRef;
  readonly version: string;
  /** Drawn for each call. */
  readonly fate: (method: 'get' | 'change') => Fate;
  /** Somebody of ours put a version in the place of another; `by`: what it is annotated with. */
  readonly onRollback: (change: { readonly from: string; readonly to: string; readonly by: string }) => void;
}

const UID = 'uid-deployment';
/** As long as a call of a remedy may take. */
const DEADLINE_OF_A_CALL = 15 * SECOND;
/** Until the new pods are there, and until a stuck rollout is given up. */
const [ROLLOUT, DEADLINE] = [20 * SECOND, 60 * SECOND];

type Operation = { readonly op: string; readonly path: string; readonly value: unknown };

/** An API server with one Deployment on virtual time: it takes JSON patches as Kubernetes does, keeps a history, rolls out. */
export class VirtualCluster implements KubeApi {
  readonly #options: ClusterOptions;
  #version: string;
  #generation = 1;
  #changedAt: number;
  #annotations: Readonly<Record<string, string>> = {};
  /** Versions by when they were used last. */
  readonly #history: string[];
  #isStuck = false;

  constructor(options: ClusterOptions) {
    this.#options = options;
    this.#version = options.version;
    this.#history = [options.version];
    this.#changedAt = options.clock.now();
  }

  get version(): string {
    return this.#version;
  }

  /** Nobody asks what it would allow. */
  async review(path: string): Promise<KubeAnswer> {
    return { is: 'answered', status: 404, body: { message: `${path} is not there` } };
  }

  /** Somebody else deploys. */
  deploy(version: string): void {
    this.#put(version, {});
  }

  /** The next rollout does not get through. */
  sticks(): void {
    this.#isStuck = true;
  }

  async get(path: string): Promise<KubeAnswer> {
    const failure = await this.#befallen(this.#options.fate('get'));
    if (failure) return failure;
    const body = this.#objects()[path];
    return body ? { is: 'answered', status: 200, body } : { is: 'answered', status: 404, body: undefined };
  }

  async change({ body }: KubePatch, query: Query = {}): Promise<KubeAnswer> {
    const fate = this.#options.fate('change');
    const failure = await this.#befallen(fate);
    if (failure && !fate.endsWith('done')) return failure;
    const operations = body as readonly Operation[];
    if (!operations.every((each) => this.#holds(each))) return { is: 'answered', status: 422, body: undefined };
    if (query.dryRun === undefined) this.#apply(operations);
    return failure ?? { is: 'answered', status: 200, body: {} };
  }

  async text(): Promise<KubeAnswer> {
    return { is: 'answered', status: 404, body: undefined };
  }

  async metadata(): Promise<KubeAnswer> {
    return { is: 'answered', status: 404, body: undefined };
  }

  async remove(): Promise<KubeAnswer> {
    return { is: 'answered', status: 405, body: undefined };
  }

  async #befallen(fate: Fate): Promise<KubeAnswer | undefined> {
    if (fate.startsWith('slow')) await this.#options.clock.sleep(DEADLINE_OF_A_CALL);
    return FAILURES[fate];
  }

  #holds({ op, path, value }: Operation): boolean {
    if (op !== 'test') return true;
    return path === '/metadata/uid' ? value === UID : path === '/metadata/generation' && value === this.#generation;
  }

  #apply(operations: readonly Operation[]): void {
    const valueAt = (path: string) => operations.find((each) => each.path === path)?.value;
    const [from, to] = [this.#version, versionIn(valueAt('/spec/template') as PodTemplate)];
    const annotations = valueAt('/metadata/annotations') as Readonly<Record<string, string>>;
    this.#put(to, annotations);
    this.#options.onRollback({ from, to, by: annotations['tocsin.dev/remedy'] ?? '' });
  }

  #put(version: string, annotations: Readonly<Record<string, string>>): void {
    this.#history.push(version);
    [this.#version, this.#annotations] = [version, annotations];
    this.#generation += 1;
    this.#changedAt = this.#options.clock.now();
  }

  #objects(): Readonly<Record<string, unknown>> {
    const { ref } = this.#options;
    const last = new Map(this.#history.map((version, n) => [version, n + 1]));
    return {
      [workloadPath(ref)]: this.#workload(),
      [revisionsPath(ref)]: { items: [...last].map(([version, revision]) => held(UID, revision, version)) },
    };
  }

  #workload(): Workload {
    const age = this.#options.clock.now() - this.#changedAt;
    const isThere = age >= ROLLOUT && !this.#isStuck;
    const [ready, generation] = [isThere ? 2 : 0, this.#generation];
    const isLate = this.#isStuck && age >= DEADLINE;
    return {
      metadata: { name: this.#options.ref.name, uid: UID, generation, annotations: this.#annotations },
      spec: { replicas: 2, selector: { matchLabels: { app: 'app' } }, template: templateOf(this.#version) },
      status: {
        observedGeneration: generation,
        replicas: 2,
        updatedReplicas: 2,
        availableReplicas: ready,
        ...(isLate && { conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }] }),
      },
    };
  }
}

const answered = (status: number): KubeAnswer => ({ is: 'answered', status, body: undefined });
const lost: KubeAnswer = { is: 'failed', why: 'no answer in time', sent: 'perhaps' };
const FAILURES: Readonly<Record<Fate, KubeAnswer | undefined>> = {
  well: undefined,
  unreachable: { is: 'failed', why: 'connection refused', sent: 'no' },
  unauthorized: answered(401),
  forbidden: answered(403),
  conflict: answered(409),
  invalid: answered(422),
  failing: answered(500),
  'failing, done': answered(500),
  lost,
  'lost, done': lost,
  slow: lost,
  'slow, done': lost,
};
