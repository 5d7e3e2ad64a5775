import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cluster } from '../../src/doctor/cluster.ts';
import { permissionsOf } from '../../src/kubernetes/allowed.ts';
import { backendMonitor, remedyPlan, ShopCluster } from '../support/kubernetes/shop-cluster.ts';
import { MONDAY, shop } from '../support/plan.ts';

let prod: ShopCluster;
beforeEach(async () => {
  prod = await new ShopCluster().open();
  prod.server.objects.set('/version', { gitVersion: 'v1.35.0' });
});
afterEach(() => prod.close());

const planWith = (more: object = {}) => ({
  ...shop(),
  monitors: { backend: backendMonitor },
  remedies: { undo: remedyPlan('rollback', { monitor: 'backend' }) },
  clusters: { prod: { proxy: prod.server.url } },
  ...more,
});

const examined = (plan: object = planWith()) =>
  cluster('prod', { environment: {}, identity: () => Promise.reject(new Error('no AWS here')) })({
    plan: plan as never,
    secrets: { get: async () => undefined },
    clock: { now: () => MONDAY },
    referred: new Map(),
    setSecret: (name) => name,
  });

describe('doctor on a cluster', () => {
  it('is content where it answers, allows all that is asked of it, and has the workload; it changes nothing', async () => {
    expect(await examined()).toEqual([
      { is: 'ok', text: 'Kubernetes v1.35.0 answers' },
      { is: 'ok', text: expect.stringMatching(/^allows all that the config asks of it \(\d+ permissions\)$/) },
    ]);
    expect(prod.server.writes()).toEqual([]);
  });

  it('names what is not allowed, and what to do', async () => {
    prod.server.allows = ({ verb, resource }) => verb !== 'patch' && resource !== 'ingresses';
    expect(await examined()).toContainEqual({
      is: 'problem',
      text: 'does not allow to get ingresses in shop, list ingresses in shop, patch deployments backend-deployment in shop',
      cure: 'Apply what `tocsin rbac --cluster prod` prints.',
    });
  });

  it('does not take a cluster that cannot say for one that forbids', async () => {
    prod.server.befalls = ({ method }) => (method === 'POST' ? { status: 403 } : undefined);
    expect(await examined()).toContainEqual({
      is: 'note',
      text: 'what we may do there is not known: the cluster answers 403',
    });
  });

  it('says which workload is not there', async () => {
    const monitor = { ...backendMonitor, workload: { cluster: 'prod', namespace: 'shop', deployment: 'backend' } };
    expect(await examined(planWith({ monitors: { backend: monitor } }))).toContainEqual({
      is: 'problem',
      text: 'has no deployment backend in namespace shop, which runs monitor backend',
      cure: 'Mend the `workload` of that monitor.',
    });
  });

  it.each([
    ['does not answer: the cluster does not accept our credentials (401)', { status: 401 }],
    ['does not answer: the cluster answers 503', { status: 503 }],
  ])('says that it %s', async (text, fate) => {
    prod.server.befalls = () => fate;
    expect(await examined()).toEqual([expect.objectContaining({ is: 'problem', text })]);
  });

  it('says what is wrong with the way in', async () => {
    const [found, ...others] = await examined(planWith({ clusters: { prod: { kubeconfig: 'nonsense: {' } } }));
    expect([found, others]).toEqual([
      { is: 'problem', text: expect.stringMatching(/^cannot be entered: /), cure: expect.any(String) },
      [],
    ]);
  });

  it('says that nobody uses it', async () => {
    const { workload: _, ...bare } = backendMonitor;
    expect(await examined(planWith({ monitors: { backend: bare } }))).toMatchObject([
      { is: 'note', text: 'no monitor has a workload in it' },
    ]);
  });
});

describe('what a cluster is asked whether we may', () => {
  it('is each thing that `tocsin rbac` would allow, once', () => {
    const all = permissionsOf(planWith() as never, 'prod');
    expect(all).toContainEqual({ verb: 'get', group: '', resource: 'pods', subresource: 'log', namespace: 'shop' });
    expect(all).toContainEqual({
      verb: 'patch',
      group: 'apps',
      resource: 'deployments',
      name: 'backend-deployment',
      namespace: 'shop',
    });
    expect(all).toContainEqual({ verb: 'list', group: '', resource: 'nodes' });
    expect(new Set(all.map((each) => JSON.stringify(each))).size).toBe(all.length);
  });
});
