import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kubeApi } from '../../../src/kubernetes/api.ts';
import { diagnose } from '../../../src/kubernetes/evidence/diagnose.ts';
import { revisionsPath, type WorkloadRef, workloadPath } from '../../../src/kubernetes/kinds.ts';
import { ApiServer } from '../../support/kubernetes/api-server.ts';
import { deployment, list, replicaSet } from '../../support/kubernetes/objects.ts';
import { ASKED, outage } from '../../support/kubernetes/outage.ts';
import { pod } from '../../support/kubernetes/pods.ts';
import { surround } from '../../support/kubernetes/surroundings.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await new ApiServer().open();
  surround(server);
});
afterEach(() => server.close());

const REF: WorkloadRef = { namespace: 'shop', kind: 'deployment', name: 'backend-deployment' };
const CORE = '/api/v1/namespaces/shop';
const crash = (name: string) =>
  pod(name, {
    ready: false,
    restartCount: 3,
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: { terminated: { reason: 'Error', exitCode: 1, finishedAt: '2026-11-02T14:01:00Z' } },
  });

function broken() {
  const workload = {
    ...deployment(),
    status: { observedGeneration: 3, replicas: 3, updatedReplicas: 3, readyReplicas: 0 },
  };
  server.objects.set(workloadPath(REF), workload as never);
  const sets = [replicaSet(2, 'shop/backend:1.8.2'), replicaSet(3, 'shop/backend:1.8.3')];
  server.objects.set(revisionsPath(REF), list('ReplicaSet', sets) as never);
  server.objects.set(`${CORE}/pods`, list('Pod', [crash('a'), crash('b'), crash('c')]) as never);
  const event = (name: string, message: string, lastTimestamp: string) => ({
    reason: 'BackOff',
    message,
    count: 7,
    lastTimestamp,
    involvedObject: { name },
  });
  server.objects.set(
    `${CORE}/events`,
    list('Event', [
      event('backend-deployment-abc', 'Back-off restarting\nfailed container', '2026-11-02T14:02:00Z'),
      event('frontend-deployment-abc', 'somebody else', '2026-11-02T14:03:00Z'),
    ]) as never,
  );
}
const look = (more: Partial<Parameters<typeof diagnose>[2]> = {}) =>
  diagnose(kubeApi({ server: server.url, tls: {}, headers: async () => ({}) }, 10_000), REF, { zone: 'UTC', ...more });

const AROUND = { resolve: async () => ['203.0.113.7'], goodUntil: 0 };
/** What cannot be had without an answer, by what was asked. */
const DEPENDING: Readonly<Record<string, readonly string[]>> = {
  pods: ['troubles', 'logs', 'usage', 'nodes'],
  'log of backend-1, previous': ['logs'],
  events: ['warnings'],
  services: ['services', 'ingresses', 'controller', 'changed'],
  configmaps: ['changed'],
  endpointslices: ['services'],
  ingresses: ['ingresses', 'controller', 'changed'],
  horizontalpodautoscalers: ['scaling'],
  usage: ['usage'],
  'node n1': ['nodes'],
  'usage of nodes': ['nodes'],
  'ingress controller': ['controller'],
};

describe('a diagnosis', () => {
  it('says in a sentence what is wrong and what changed, with what it is made of', async () => {
    broken();
    const { summary, rollout, revisions, warnings, missing } = await look({
      changedAt: Date.parse('2026-11-02T13:58:00Z'),
    });
    expect(summary).toBe(
      'backend-deployment: 0 of 3 ready, CrashLoopBackOff (exit code 1) since 14:01, image 1.8.2 → 1.8.3 at 13:58',
    );
    expect(rollout).toMatchObject({ is: 'under way' });
    expect(revisions).toEqual([
      { number: 3, images: ['1.8.2 → 1.8.3'], cause: 'release 1.8.3' },
      { number: 2, images: [], cause: 'release 1.8.2' },
    ]);
    expect(warnings).toEqual(['BackOff: Back-off restarting failed container (7 times)']);
    expect(missing).toEqual({});
    expect(server.writes()).toEqual([]);
    expect(server.asked.find(({ path }) => path === `${CORE}/pods`)!.query).toEqual({ labelSelector: 'app=backend' });
  });

  it('is kept as far as it could be had: one that hangs hides nothing else', async () => {
    broken();
    server.befalls = ({ path }) =>
      path === `${CORE}/pods`
        ? 'silence'
        : path === `${CORE}/events`
          ? { status: 403, message: 'events is forbidden' }
          : undefined;
    const began = performance.now();
    const { summary, missing } = await look({ patience: { each: 1_000, all: 4_000 } });
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(summary).toBe('backend-deployment: 0 of 3 ready, image 1.8.2 → 1.8.3');
    expect(missing).toEqual({ pods: 'no answer in time', events: 'events is forbidden' });
  });

  it('shows all that is around a workload, and says in a second sentence what is likely behind it', async () => {
    outage(server);
    const { summary, causes, missing, ...rest } = await look({
      resolve: async () => ['198.51.100.1'],
      goodUntil: Date.parse('2026-11-02T13:50:00Z'),
    });
    expect(summary).toBe(
      'backend-deployment: 0 of 3 ready, CrashLoopBackOff (exit code 1) since 14:01, image 1.8.2 → 1.8.3. backend says: database db:5432: Connection refused',
    );
    expect(causes!.map(({ section, is, hint = false }) => [section, is, hint])).toEqual([
      ['2.4', 'database unreachable', false],
      ['2.7', 'node pressure', false],
      ['2.2', 'crash', false],
      ['2.2', 'no endpoints', false],
      ['1', 'changed', true],
      ['2.1', 'proxy errors', true],
      ['2.7', 'at most replicas', true],
      ['2.7', 'near its limit', true],
    ]);
    expect(rest).toMatchObject({
      logs: [
        {
          pod: 'backend-1',
          previous: true,
          lines: [expect.stringContaining('shop:[redacted]@db'), expect.any(String)],
        },
      ],
      services: [{ name: 'backend-service', ready: 0, addresses: 3 }],
      ingresses: [{ name: 'app-ingress', hosts: ['shop.example.com'] }],
      controller: [expect.stringContaining('does not have any active Endpoint')],
      scaling: { current: 3, most: 3 },
      usage: [{ pod: 'backend-1', memory: 98 }],
      nodes: [{ name: 'n1', memory: 50 }],
      changed: [{ kind: 'ConfigMap', name: 'backend-config', used: true }],
    });
    expect(missing).toEqual({});
    expect(server.writes()).toEqual([]);
    const whole = JSON.stringify({ summary, causes, missing, ...rest });
    expect(whole).not.toMatch(/hunter22|not to be read/);
    expect(JSON.parse(whole)).toEqual({ summary, causes, missing, ...rest });
    expect(Buffer.byteLength(whole)).toBeLessThan(16_000);
  });

  it('without any one thing that is asked for is everything else, and says what is missing', async () => {
    // All at once, each with its own server: every one of them waits for its whole patience.
    const cases = Object.entries(ASKED).map(async ([what, path]) => {
      const own = await new ApiServer().open();
      const ref = outage(own);
      own.befalls = (asked) => (asked.path === path ? 'silence' : undefined);
      const api = kubeApi({ server: own.url, tls: {}, headers: async () => ({}) }, 10_000);
      const began = performance.now();
      const found = await diagnose(api, ref, { zone: 'UTC', ...AROUND, patience: { each: 1_500, all: 6_000 } });
      const took = performance.now() - began;
      await own.close();
      return { what, found, took };
    });
    const results = await Promise.all(cases);
    outage(server);
    const whole = await look(AROUND);
    for (const { what, found, took } of results) {
      const lost = ['summary', 'causes', 'missing', ...DEPENDING[what]!];
      const rest = (of: object) => Object.fromEntries(Object.entries(of).filter(([key]) => !lost.includes(key)));
      expect([what, took < 7_000, found.missing[what]]).toEqual([what, true, 'no answer in time']);
      expect([what, rest(found)]).toEqual([what, rest(whole)]);
      expect(found.summary).toMatch(/^backend-deployment: 0 of 3 ready/);
    }
  });

  it('takes no longer than all of it may where everything hangs one after the other', async () => {
    outage(server);
    server.befalls = ({ path }) => (path.endsWith('/backend-deployment') ? undefined : 'silence');
    const began = performance.now();
    const { summary, missing } = await look({ goodUntil: 0, patience: { each: 60_000, all: 500 } });
    expect(performance.now() - began).toBeLessThan(2_500);
    expect(summary).toBe('backend-deployment: 0 of 3 ready');
    expect(Object.keys(missing).toSorted()).toEqual([
      'configmaps',
      'endpointslices',
      'events',
      'horizontalpodautoscalers',
      'ingresses',
      'pods',
      'revisions',
      'services',
      'usage',
    ]);
  });

  it('of a workload that is not there, or of a server that is not, says why', async () => {
    expect(await look()).toMatchObject({
      summary: undefined,
      missing: { workload: expect.stringContaining('not found') },
    });
    server.befalls = () => ({ status: 401, message: 'Unauthorized' });
    expect((await look()).missing).toEqual({ workload: 'Unauthorized' });
  });
});
