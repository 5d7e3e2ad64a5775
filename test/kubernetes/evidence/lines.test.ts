import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kubeApi } from '../../../src/kubernetes/api.ts';
import { diagnose } from '../../../src/kubernetes/evidence/diagnose.ts';
import type { Diagnosis } from '../../../src/kubernetes/evidence/diagnosis.ts';
import { diagnosisLines } from '../../../src/kubernetes/evidence/lines.ts';
import { isWell } from '../../../src/kubernetes/evidence/well.ts';
import { ApiServer } from '../../support/kubernetes/api-server.ts';
import { outage } from '../../support/kubernetes/outage.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await new ApiServer().open();
});
afterEach(() => server.close());

const REF = { namespace: 'shop', kind: 'deployment', name: 'backend-deployment' } as const;
const linesOf = (diagnosis: Diagnosis) =>
  [...diagnosisLines(REF, diagnosis, { zone: 'Europe/Berlin', container: 'backend' })].map(
    ({ tone, text }) => `${tone}: ${text}`,
  );
const WELL: Diagnosis = {
  summary: 'backend-deployment: 3 of 3 ready',
  rollout: { is: 'done', text: '' },
  troubles: [],
  revisions: [],
  warnings: [],
  services: [{ name: 'backend-service', ready: 3, addresses: 3 }],
  causes: [],
  missing: {},
};

describe('a diagnosis in lines', () => {
  it('tells all that was seen, the likely causes with their sections, and what to type next', async () => {
    const ref = outage(server);
    const api = kubeApi({ server: server.url, tls: {}, headers: async () => ({}) }, 3_000);
    const found = await diagnose(api, ref, {
      zone: 'Europe/Berlin',
      goodUntil: 0,
      resolve: async () => ['203.0.113.7'],
    });
    const lines = linesOf(found);
    const order = [
      'plain: Waiting for deployment "backend-deployment" rollout to finish: 0 of 3 updated replicas are available...',
      'plain: backend-1 (backend): CrashLoopBackOff, exit code 1',
      'plain: 2.4 Database server is down or unreachable: backend says: database db:5432: Connection refused',
      'plain: 2.7 Insufficient resources of the node: node n1 has DiskPressure',
      'plain: 1 Recent change?: ConfigMap backend-config changed at 14:57',
      'dim: service backend-service: 0 of 3 addresses ready',
      'dim: ingress app-ingress: shop.example.com at 203.0.113.7',
      'dim: autoscaler backend: 3 pods, of 1 to 3',
      'dim: backend-1 (backend) uses memory 98 % of its limits',
      'dim: log of backend-1 (backend), before it was restarted:',
      'dim:   connecting to postgresql://shop:[redacted]@db:5432/shop',
      'command: kubectl --namespace shop logs backend-1 --container backend --previous --tail 100',
      'command: kubectl --namespace shop rollout history deployment/backend-deployment',
    ];
    expect(lines).toEqual(expect.arrayContaining(order));
    expect(lines.filter((line) => order.includes(line))).toEqual(order);
  });

  it('has none of what is well', () => {
    expect(linesOf(WELL)).toEqual([]);
  });

  it('of what is well but odd says that alone', () => {
    const hint = { is: 'at most replicas', text: 'autoscaler backend is at its maximum of 3', hint: true } as const;
    const odd = { ...WELL, causes: [{ ...hint, section: '2.7', cause: 'Increased traffic', commands: [] }] } as const;
    expect([isWell(odd), linesOf(odd)]).toEqual([
      true,
      ['plain: 2.7 Increased traffic?: autoscaler backend is at its maximum of 3'],
    ]);
  });

  it.each([
    ['usage', true],
    ['ingress controller', true],
    ['address of shop.example.com', true],
    ['pods', false],
    ['services', false],
  ])('says that %s are missing; all may be well: %s', (what, fine) => {
    const found = { ...WELL, missing: { [what]: 'forbidden' } };
    expect([isWell(found), linesOf(found)[0]]).toEqual([
      fine,
      fine ? `missing: ${what}: forbidden` : expect.any(String),
    ]);
    expect(linesOf(found)).toContain(`missing: ${what}: forbidden`);
  });
});
