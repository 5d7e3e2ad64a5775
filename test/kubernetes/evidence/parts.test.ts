import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kubeApi } from '../../../src/kubernetes/api.ts';
import { diagnose } from '../../../src/kubernetes/evidence/diagnose.ts';
import type { Diagnosis } from '../../../src/kubernetes/evidence/diagnosis.ts';
import { partsOf } from '../../../src/kubernetes/evidence/parts.ts';
import { isWell } from '../../../src/kubernetes/evidence/well.ts';
import { ApiServer } from '../../support/kubernetes/api-server.ts';
import { outage } from '../../support/kubernetes/outage.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await new ApiServer().open();
});
afterEach(() => server.close());

const REF = { namespace: 'shop', kind: 'deployment', name: 'backend-deployment' } as const;
const PLACED = { cluster: 'prod', ref: REF, container: 'backend' };
/** Each line behind the title of its part. */
const linesOf = (diagnosis: Diagnosis) =>
  partsOf(diagnosis, PLACED, 'Europe/Berlin').flatMap(({ title, lines }) => lines.map((line) => `${title}: ${line}`));
const WELL: Diagnosis = {
  summary: 'backend-deployment: 3 of 3 ready',
  rollout: { is: 'done', text: '' },
  troubles: [],
  revisions: [{ number: 1, images: [] }],
  warnings: [],
  services: [{ name: 'backend-service', ready: 3, addresses: 3 }],
  causes: [],
  missing: {},
};

describe('a diagnosis in parts', () => {
  it('tells the likely causes with their sections, all that was seen, and what to type next', async () => {
    const ref = outage(server);
    const api = kubeApi({ server: server.url, tls: {}, headers: async () => ({}) }, 3_000);
    const found = await diagnose(api, ref, {
      zone: 'Europe/Berlin',
      goodUntil: 0,
      resolve: async () => ['203.0.113.7'],
    });
    const order = [
      'Likely causes: 2.4 Database server is down or unreachable: backend says: database db:5432: Connection refused',
      'Likely causes: 2.7 Insufficient resources of the node: node n1 has DiskPressure',
      'Likely causes: 1 Recent change?: ConfigMap backend-config changed at 14:57',
      'Rollout: Waiting for deployment "backend-deployment" rollout to finish: 0 of 3 updated replicas are available...',
      'Pods: backend-1 (backend): CrashLoopBackOff, exit code 1',
      'Log of backend-1 (backend), before it was restarted: connecting to postgresql://shop:[redacted]@db:5432/shop',
      'The way to it: service backend-service: 0 of 3 addresses ready',
      'The way to it: ingress app-ingress: shop.example.com at 203.0.113.7',
      'Room: autoscaler backend: 3 pods, of 1 to 3',
      'Room: backend-1 (backend) uses memory 98 % of its limits',
      'Next: kubectl --namespace shop logs backend-1 --container backend --previous --tail 100',
      'Next: kubectl --namespace shop rollout history deployment/backend-deployment',
    ];
    const lines = linesOf(found);
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
      ['Likely causes: 2.7 Increased traffic?: autoscaler backend is at its maximum of 3'],
    ]);
  });

  it.each([
    ['usage', true],
    ['ingress controller', true],
    ['address of shop.example.com', true],
    ['pods', false],
    ['services', false],
  ])('where %s could not be seen all may be well: %s', (what, fine) => {
    const found = { ...WELL, missing: { [what]: 'forbidden' } };
    expect([isWell(found), linesOf(found).length === 0]).toEqual([fine, fine]);
  });
});
