import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RemedyIntent } from '../../../src/core/remedy/remedy.ts';
import { applyRollback, planRollback, verifyRollback } from '../../../src/kubernetes/act/rollback.ts';
import { kubeApi } from '../../../src/kubernetes/api.ts';
import { revisionsPath, type WorkloadRef, workloadPath } from '../../../src/kubernetes/kinds.ts';
import type { Workload } from '../../../src/kubernetes/object.ts';
import { templateHash } from '../../../src/kubernetes/template.ts';
import { intentOf } from '../../../src/remedies/intent.ts';
import { ApiServer, type Asked } from '../../support/kubernetes/api-server.ts';
import { controllerRevision, deployment, list, owner, replicaSet, template } from '../../support/kubernetes/objects.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await new ApiServer().open();
});
afterEach(() => server.close());

const DEPLOYMENT: WorkloadRef = { namespace: 'shop', kind: 'deployment', name: 'backend-deployment' };
const SET: WorkloadRef = { namespace: 'shop', kind: 'statefulset', name: 'backend' };
const hash = (version: string) => templateHash(template(`shop/backend:${version}`));
const WANTED = { from: hash('1.8.3'), to: hash('1.8.2') };
const KEY = 'shop-1/apply/g1/roll-back';

function put(ref: WorkloadRef, workload: Workload) {
  server.objects.set(workloadPath(ref), workload as never);
  const held =
    ref.kind === 'deployment'
      ? [replicaSet(2, 'shop/backend:1.8.2'), replicaSet(3, 'shop/backend:1.8.3')]
      : [controllerRevision(2, 'shop/backend:1.8.2'), controllerRevision(3, 'shop/backend:1.8.3')];
  server.objects.set(revisionsPath(ref), list('ReplicaSet', held) as never);
}
const api = (timeout = 5_000) => kubeApi({ server: server.url, tls: {}, headers: async () => ({}) }, timeout);
const stored = (ref: WorkloadRef) => server.objects.get(workloadPath(ref)) as unknown as Workload;
async function planned(ref: WorkloadRef): Promise<RemedyIntent> {
  const plan = await planRollback(api(), ref, WANTED, intentOf);
  if (plan.is !== 'planned') throw new Error(plan.why);
  return plan.intent;
}
/** Fails the patch in earnest, after its trial. */
const inEarnest = ({ method, query }: Asked) => method === 'PATCH' && query.dryRun === undefined;

describe.each([
  ['Deployment', DEPLOYMENT, () => deployment()],
  ['StatefulSet', SET, () => owner('StatefulSet')],
] as const)('a rollback of a %s', (kind, ref, workload) => {
  it('is planned, tried, done once, and verified by its rollout (G5)', async () => {
    put(ref, workload());
    const intent = await planned(ref);
    expect(intent).toMatchObject({
      summary: `roll ${ref.name} back: image 1.8.3 → 1.8.2`,
      target: `${kind} shop/${ref.name}`,
    });
    expect(server.writes()).toEqual([]);
    expect(await applyRollback(api(), ref, intent, KEY)).toEqual({ is: 'applied' });
    expect(server.writes().map(({ query }) => query)).toEqual([
      { dryRun: 'All', fieldManager: 'tocsin' },
      { fieldManager: 'tocsin' },
    ]);
    expect(templateHash(stored(ref).spec.template)).toBe(WANTED.to);
    expect(stored(ref).metadata.annotations).toMatchObject({ 'tocsin.dev/remedy': KEY });
    // Twice with one key is once.
    expect(await applyRollback(api(), ref, intent, KEY)).toEqual({ is: 'applied' });
    expect(server.writes()).toHaveLength(2);
  });
});

describe('a rollback is refused (G4, G5)', () => {
  it.each([
    ['argocd', { 'argocd.argoproj.io/tracking-id': 'x' }, {}, /Argo CD owns it/],
    ['flux', { 'kustomize.toolkit.fluxcd.io/name': 'x' }, {}, /Flux owns it/],
    ['opted out', { 'tocsin.dev/remedies': 'never' }, {}, /no remedy may touch it/],
    ['paused', {}, { paused: true }, /it is paused/],
    ['scaled to zero', {}, { replicas: 0 }, /scaled to zero/],
    ['not what failed', {}, { template: template('shop/backend:1.8.4') }, /is not what failed/],
  ])('%s', async (_, annotations, spec, why) => {
    put(DEPLOYMENT, deployment(spec, annotations as never));
    expect(await planRollback(api(), DEPLOYMENT, WANTED, intentOf)).toEqual({
      is: 'refused',
      why: expect.stringMatching(why),
    });
  });

  it('where the good version left the history', async () => {
    put(DEPLOYMENT, deployment());
    expect(await planRollback(api(), DEPLOYMENT, { ...WANTED, to: 'gone' }, intentOf)).toMatchObject({
      why: expect.stringContaining('no longer in the cluster’s history'),
    });
  });

  it('where somebody deployed after the plan: nothing is changed', async () => {
    put(DEPLOYMENT, deployment());
    const intent = await planned(DEPLOYMENT);
    const moved = { ...deployment(), metadata: { ...deployment().metadata, generation: 4 } };
    put(DEPLOYMENT, moved);
    expect(await applyRollback(api(), DEPLOYMENT, intent, KEY)).toEqual({
      is: 'refused',
      why: expect.stringContaining('changed by somebody else'),
    });
    expect(stored(DEPLOYMENT)).toEqual(moved);
  });
});

describe('an API server that fails', () => {
  it.each([
    [401, 'refused'],
    [403, 'refused'],
    [409, 'refused'],
    [422, 'refused'],
    [500, 'unknown'],
    [503, 'unknown'],
  ] as const)('with %d in earnest: %s, and it is sent once', async (status, is) => {
    put(DEPLOYMENT, deployment());
    const intent = await planned(DEPLOYMENT);
    server.befalls = (asked) => (inEarnest(asked) ? { status, message: 'no' } : undefined);
    expect(await applyRollback(api(), DEPLOYMENT, intent, KEY)).toMatchObject({ is });
    expect(server.writes()).toHaveLength(2);
  });

  it('by silence in earnest: nobody knows, it is re-read and never sent again', async () => {
    put(DEPLOYMENT, deployment());
    const intent = await planned(DEPLOYMENT);
    server.befalls = (asked) => (inEarnest(asked) ? 'silence' : undefined);
    expect(await applyRollback(api(400), DEPLOYMENT, intent, KEY)).toMatchObject({ is: 'unknown' });
    expect(server.writes()).toHaveLength(2);
    server.befalls = () => undefined;
    expect(await verifyRollback(api(), DEPLOYMENT, intent)).toMatchObject({ is: 'failed' });
  });

  it.each(['silence', { status: 500 }] as const)(
    'in the trial (%j): nothing was changed, so it is refused',
    async (fate) => {
      put(DEPLOYMENT, deployment());
      const intent = await planned(DEPLOYMENT);
      server.befalls = ({ query }) => (query.dryRun === undefined ? undefined : fate);
      expect(await applyRollback(api(400), DEPLOYMENT, intent, KEY)).toEqual({
        is: 'refused',
        why: expect.stringContaining('would not take it'),
      });
      expect(stored(DEPLOYMENT)).toEqual(deployment());
    },
  );

  it('while it is planned or verified: said, and nothing is lost', async () => {
    put(DEPLOYMENT, deployment());
    const intent = await planned(DEPLOYMENT);
    server.befalls = () => ({ status: 403, message: 'deployments.apps is forbidden' });
    expect(await planRollback(api(), DEPLOYMENT, WANTED, intentOf)).toEqual({
      is: 'refused',
      why: 'deployments.apps is forbidden',
    });
    expect(await verifyRollback(api(), DEPLOYMENT, intent)).toEqual({
      is: 'pending',
      text: 'deployments.apps is forbidden',
    });
  });
});

describe('verification', () => {
  const status = { observedGeneration: 3, replicas: 3, updatedReplicas: 3, availableReplicas: 3 };
  it.each([
    ['healthy', { status }],
    ['pending', { status: { ...status, availableReplicas: 1 } }],
    [
      'failed',
      {
        status: {
          ...status,
          conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }],
        },
      },
    ],
  ] as const)('is %s by the rollout', async (is, more) => {
    put(DEPLOYMENT, deployment());
    const intent = await planned(DEPLOYMENT);
    put(DEPLOYMENT, { ...deployment({ template: template('shop/backend:1.8.2') }), ...more } as Workload);
    expect(await verifyRollback(api(), DEPLOYMENT, intent)).toMatchObject({ is });
  });
});
