import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Planned, RemedyIntent } from '../../../src/core/remedy/remedy.ts';
import { applyRestart, planRestart, verifyRestart } from '../../../src/kubernetes/act/restart.ts';
import { applyScale, planScale, verifyScale } from '../../../src/kubernetes/act/scale.ts';
import { kubeApi } from '../../../src/kubernetes/api.ts';
import { type WorkloadRef, workloadPath } from '../../../src/kubernetes/kinds.ts';
import type { Workload } from '../../../src/kubernetes/object.ts';
import { intentOf } from '../../../src/remedies/intent.ts';
import { ApiServer } from '../../support/kubernetes/api-server.ts';
import { deployment, list } from '../../support/kubernetes/objects.ts';
import { MONDAY } from '../../support/plan.ts';

const REF: WorkloadRef = { namespace: 'shop', kind: 'deployment', name: 'backend-deployment' };
const SCALERS = '/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers';
const LIMITS = { by: 2, most: 4 };

let server: ApiServer;
beforeEach(async () => {
  server = await new ApiServer().open();
  put(deployment());
  server.objects.set(SCALERS, list('HorizontalPodAutoscaler', []) as never);
});
afterEach(() => server.close());

const put = (workload: Workload) => {
  server.objects.set(workloadPath(REF), workload as never);
  server.objects.set(`${workloadPath(REF)}/scale`, { spec: { replicas: workload.spec.replicas } });
};
const api = () => kubeApi({ server: server.url, tls: {}, headers: async () => ({}) }, 5_000);
const stored = () => server.objects.get(workloadPath(REF)) as unknown as Workload;
const intentIn = (planned: Planned): RemedyIntent => {
  if (planned.is !== 'planned') throw new Error(planned.why);
  return planned.intent;
};
const moved = () => put({ ...deployment(), metadata: { ...deployment().metadata, generation: 4 } });

describe('a restart', () => {
  it('is planned, done and verified by its pods', async () => {
    const intent = intentIn(await planRestart(api(), REF, intentOf));
    expect(intent.summary).toBe('restart backend-deployment: 3 pods, one after the other');
    expect(await verifyRestart(api(), REF, MONDAY)).toEqual({ is: 'failed', why: 'it was not restarted' });
    expect(await applyRestart(api(), REF, intent, MONDAY + 500)).toEqual({ is: 'applied' });
    expect(stored().spec.template.metadata?.annotations).toEqual({
      'kubectl.kubernetes.io/restartedAt': '2026-11-02T14:00:00Z',
    });
    expect(await verifyRestart(api(), REF, MONDAY + 500)).toMatchObject({ is: 'pending' });
    put({ ...stored(), status: { ...stored().status, observedGeneration: 4 } });
    expect(await verifyRestart(api(), REF, MONDAY + 500)).toEqual({ is: 'healthy' });
  });

  it('changes nothing where somebody deployed after the plan', async () => {
    const intent = intentIn(await planRestart(api(), REF, intentOf));
    moved();
    expect(await applyRestart(api(), REF, intent, MONDAY)).toMatchObject({ is: 'refused' });
    expect(server.writes()).toEqual([]);
  });
});

describe('scaling', () => {
  it('only adds, up to what the config allows', async () => {
    const intent = intentIn(await planScale(api(), REF, LIMITS, intentOf));
    expect(intent.summary).toBe('scale backend-deployment from 3 to 4 pods');
    expect(await applyScale(api(), REF, intent)).toEqual({ is: 'applied' });
    expect(server.objects.get(`${workloadPath(REF)}/scale`)).toEqual({ spec: { replicas: 4 } });
    put(deployment({ replicas: 4 }));
    // What was done already is not done again.
    expect([await applyScale(api(), REF, intent), server.writes().length]).toEqual([{ is: 'applied' }, 2]);
    expect(await verifyScale(api(), REF, intent)).toMatchObject({ is: 'pending' });
    expect(await planScale(api(), REF, LIMITS, intentOf)).toMatchObject({
      why: 'it has 4 pods, and the config allows 4 at most',
    });
  });

  it.each([
    [
      'an autoscaler is in charge',
      () =>
        server.objects.set(
          SCALERS,
          list('H', [
            {
              metadata: { name: 'backend-hpa', uid: 'h' },
              spec: { scaleTargetRef: { kind: 'Deployment', name: 'backend-deployment' } },
            },
          ]) as never,
        ),
      /backend-hpa is in charge/,
    ],
    ['nobody knows whether one is', () => server.objects.delete(SCALERS), /cannot be told/],
    ['it is scaled to zero', () => put(deployment({ replicas: 0 })), /scaled to zero/],
  ] as const)('is refused where %s (G4)', async (_, given, why) => {
    given();
    expect(await planScale(api(), REF, LIMITS, intentOf)).toEqual({ is: 'refused', why: expect.stringMatching(why) });
  });

  it('changes nothing where somebody changed it after the plan', async () => {
    const intent = intentIn(await planScale(api(), REF, LIMITS, intentOf));
    moved();
    expect(await applyScale(api(), REF, intent)).toMatchObject({ is: 'refused' });
    expect(server.writes()).toEqual([]);
  });
});
