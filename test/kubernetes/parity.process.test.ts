import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { revisionsPath, type WorkloadKind, type WorkloadRef, workloadPath } from '../../src/kubernetes/kinds.ts';
import type { ControllerRevision, ReplicaSet, Workload } from '../../src/kubernetes/object.ts';
import type { Change } from '../../src/kubernetes/request.ts';
import { restart } from '../../src/kubernetes/restart.ts';
import { controllerRevisions, deploymentRevisions } from '../../src/kubernetes/revisions.ts';
import { scale } from '../../src/kubernetes/scale.ts';
import { rolloutStatus } from '../../src/kubernetes/status.ts';
import { undoDeployment, undoOther } from '../../src/kubernetes/undo.ts';
import { ApiServer } from '../support/kubernetes/api-server.ts';
import { kubectl } from '../support/kubernetes/kubectl.ts';
import { controllerRevision, deployment, list, owner, replicaSet, template } from '../support/kubernetes/objects.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await new ApiServer().open();
});
afterEach(() => server.close());

const BACKEND: WorkloadRef = { namespace: 'shop', kind: 'deployment', name: 'backend-deployment' };
const refOf = (kind: WorkloadKind): WorkloadRef =>
  kind === 'deployment' ? BACKEND : { namespace: 'shop', kind, name: 'backend' };
const named = ({ kind, name }: WorkloadRef) => `${kind}/${name}`;

function put(ref: WorkloadRef, workload: Workload, revisions: readonly unknown[] = []) {
  server.objects.set(workloadPath(ref), workload as never);
  server.objects.set(
    revisionsPath(ref),
    list(ref.kind === 'deployment' ? 'ReplicaSet' : 'ControllerRevision', revisions) as never,
  );
}

/** What was sent, as both would have to send it: fields that are null or absent are the same (kubectl 1.27 and 1.35 differ there). */
const wire = (asked: { readonly path: string; readonly type: string | undefined; readonly body: unknown }) => ({
  path: asked.path,
  type: asked.type?.split(';')[0],
  body: JSON.parse(JSON.stringify(asked.body, (_, value: unknown) => (value === null ? undefined : value))) as unknown,
});
const ours = (change: Change) => (change.is === 'patch' ? [wire(change.patch)] : []);
const theirs = () => server.writes().map(wire);

const sets = [
  replicaSet(1, 'shop/backend:1.8.1'),
  replicaSet(2, 'shop/backend:1.8.2', { annotations: { team: 'shop' } }),
  replicaSet(3, 'shop/backend:1.8.3'),
];

const undo = (ref: WorkloadRef, to?: number) =>
  kubectl(server.url, 'rollout', 'undo', named(ref), ...(to ? [`--to-revision=${to}`] : []));

interface Undo {
  readonly workload: Workload;
  readonly sets: readonly ReplicaSet[];
  readonly to?: number;
}
const undos: Readonly<Record<string, Undo>> = {
  'to the previous': { workload: deployment(), sets },
  'to a revision': { workload: deployment(), sets, to: 1 },
  'to one that is missing': { workload: deployment(), sets, to: 7 },
  'with a single one': { workload: deployment(), sets: sets.slice(2) },
  'with none': { workload: deployment(), sets: [] },
  'while paused': { workload: deployment({ paused: true }), sets },
  'to what it is already': { workload: deployment({ template: template('shop/backend:1.8.2') }), sets },
  'beside foreign ReplicaSets': {
    workload: deployment(),
    sets: [...sets, replicaSet(9, 'other/thing:2', { owner: 'uid-other' })],
  },
  'beside one whose revision is no number': { workload: deployment(), sets: [...sets, replicaSet('x', 'odd/thing:1')] },
  'with annotations of its own': {
    workload: deployment({}, { 'kubectl.kubernetes.io/last-applied-configuration': '{}', added: 'later' }),
    sets,
  },
};

describe('undo of a Deployment sends what kubectl sends', () => {
  it.each(Object.entries(undos))('%s', async (_, { workload, sets: all, to }) => {
    put(BACKEND, workload, all);
    const { exit, out, err } = await undo(BACKEND, to);
    const change = undoDeployment(BACKEND, workload, deploymentRevisions(workload, all), to ?? 0);
    expect(ours(change)).toEqual(theirs());
    if (change.is === 'refused') expect([exit, err]).toEqual([1, expect.stringContaining(change.why)]);
    if (change.is === 'nothing to do') expect([exit, out]).toEqual([0, expect.stringContaining(change.why)]);
    if (change.is === 'patch') expect([exit, out]).toEqual([0, expect.stringContaining('rolled back')]);
  });
});

describe.each(['statefulset', 'daemonset'] as const)('undo of a %s sends what kubectl sends', (kind) => {
  const ref = refOf(kind);
  const workload = (more = {}) => owner(kind === 'statefulset' ? 'StatefulSet' : 'DaemonSet', more);
  const revisions: readonly ControllerRevision[] = [
    controllerRevision(1, 'shop/backend:1.8.1'),
    controllerRevision(2, 'shop/backend:1.8.2'),
    controllerRevision(3, 'shop/backend:1.8.3'),
  ];
  it.each([
    ['to the previous', workload(), revisions, undefined],
    ['to a revision', workload(), revisions, 1],
    ['to one that is missing', workload(), revisions, 7],
    ['with a single one', workload(), revisions.slice(2), undefined],
    [
      'beside foreign revisions',
      workload(),
      [...revisions, controllerRevision(9, 'other/thing:2', 'uid-other')],
      undefined,
    ],
  ])('%s', async (_, of, all, to) => {
    put(ref, of, all);
    const { exit, out, err } = await undo(ref, to);
    const change = undoOther(ref, of, controllerRevisions(of, all), to ?? 0);
    expect(ours(change)).toEqual(theirs());
    if (change.is === 'refused') expect([exit, err]).toEqual([1, expect.stringContaining(change.why)]);
    else expect([change.is === 'patch' || out.includes(change.why), exit]).toEqual([true, 0]);
  });
});

describe.each(['deployment', 'statefulset', 'daemonset'] as const)('%s', (kind) => {
  const ref = refOf(kind);
  const workload = (more = {}) =>
    kind === 'deployment' ? deployment(more) : owner(kind === 'statefulset' ? 'StatefulSet' : 'DaemonSet', more);

  it('restart sends what kubectl sends', async () => {
    put(ref, workload());
    await kubectl(server.url, 'rollout', 'restart', named(ref));
    const at = /"kubectl\.kubernetes\.io\/restartedAt":"([^"]+)"/.exec(JSON.stringify(server.writes()))![1]!;
    expect(ours(restart(ref, workload(), at))).toEqual(theirs());
  });

  const status = {
    deployment: [
      { observedGeneration: 3, replicas: 3, updatedReplicas: 3, availableReplicas: 3 },
      { observedGeneration: 3, replicas: 3, updatedReplicas: 1, availableReplicas: 3 },
      { observedGeneration: 3, replicas: 4, updatedReplicas: 3, availableReplicas: 3 },
      { observedGeneration: 3, replicas: 3, updatedReplicas: 3, availableReplicas: 1 },
      { observedGeneration: 2 },
      {
        observedGeneration: 3,
        conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }],
      },
    ],
    statefulset: [
      {
        observedGeneration: 3,
        replicas: 3,
        readyReplicas: 3,
        updatedReplicas: 3,
        currentRevision: 'b',
        updateRevision: 'b',
      },
      {
        observedGeneration: 3,
        replicas: 3,
        readyReplicas: 1,
        updatedReplicas: 3,
        currentRevision: 'b',
        updateRevision: 'b',
      },
      {
        observedGeneration: 3,
        replicas: 3,
        readyReplicas: 3,
        updatedReplicas: 1,
        currentRevision: 'a',
        updateRevision: 'b',
      },
      { observedGeneration: 2 },
    ],
    daemonset: [
      { observedGeneration: 3, desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2 },
      { observedGeneration: 3, desiredNumberScheduled: 2, updatedNumberScheduled: 1, numberAvailable: 2 },
      { observedGeneration: 3, desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 1 },
      { observedGeneration: 2 },
    ],
  }[kind];
  it.each(status.map((each) => [JSON.stringify(each), each] as const))(
    'status says what kubectl says: %s',
    async (_, each) => {
      const of: Workload = { ...workload(), status: each };
      put(ref, of);
      // kubectl lists by a field, and Tocsin reads the object itself.
      server.objects.set(workloadPath(ref).replace(/\/[^/]+$/, ''), list('Deployment', [of]) as never);
      const { exit, out, err } = await kubectl(server.url, 'rollout', 'status', named(ref), '--watch=false');
      const rollout = rolloutStatus(ref, of);
      expect(rollout.is === 'failed' ? 1 : 0).toBe(exit);
      expect(`${out}${err}`).toContain(rollout.text);
    },
  );
});

describe.each(['deployment', 'statefulset'] as const)('scale of a %s', (kind) => {
  it('sends what kubectl sends', async () => {
    const ref = refOf(kind);
    put(ref, kind === 'deployment' ? deployment() : owner('StatefulSet'));
    const path = `${workloadPath(ref)}/scale`;
    server.objects.set(path, {
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      metadata: { name: ref.name, namespace: 'shop' },
      spec: { replicas: 3 },
    });
    await kubectl(server.url, 'scale', named(ref), '--replicas=5');
    expect(ours(scale(ref, 5))).toEqual(theirs());
  });
});
