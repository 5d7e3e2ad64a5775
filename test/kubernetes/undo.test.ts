import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kubeApi } from '../../src/kubernetes/api.ts';
import { type WorkloadRef, workloadPath } from '../../src/kubernetes/kinds.ts';
import type { Workload } from '../../src/kubernetes/object.ts';
import { controllerRevisions, deploymentRevisions } from '../../src/kubernetes/revisions.ts';
import { undoDeployment, undoOther } from '../../src/kubernetes/undo.ts';
import { ApiServer } from '../support/kubernetes/api-server.ts';
import { controllerRevision, deployment, owner, replicaSet, template } from '../support/kubernetes/objects.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await new ApiServer().open();
});
afterEach(() => server.close());

const REF: WorkloadRef = { namespace: 'shop', kind: 'deployment', name: 'backend-deployment' };
const SET: WorkloadRef = { namespace: 'shop', kind: 'statefulset', name: 'backend' };
const key = { 'tocsin.dev/remedy': 'shop-1/apply/roll-back' };
const sets = [replicaSet(2, 'shop/backend:1.8.2'), replicaSet(3, 'shop/backend:1.8.3')];
const bound = (of: Workload, generation = of.metadata.generation!) => ({
  uid: of.metadata.uid,
  generation,
  annotations: key,
});
const send = async (change: ReturnType<typeof undoDeployment>) => {
  if (change.is !== 'patch') throw new Error(change.why);
  const answer = await kubeApi({ server: server.url, tls: {}, headers: async () => ({}) }, 5_000).change(change.patch);
  return answer.is === 'answered' ? answer.status : answer.why;
};
const stored = (ref: WorkloadRef) => server.objects.get(workloadPath(ref)) as unknown as Workload;

describe('undo, bound to what was decided about (G5)', () => {
  it('puts the template back and says what did it', async () => {
    const of = deployment();
    server.objects.set(workloadPath(REF), of as never);
    expect(await send(undoDeployment(REF, of, deploymentRevisions(of, sets), 2, bound(of)))).toBe(200);
    expect(stored(REF).spec.template.spec.containers[0]!.image).toBe('shop/backend:1.8.2');
    expect(stored(REF).metadata.annotations).toMatchObject({ ...key, 'kubernetes.io/change-cause': 'release 1.8.2' });
  });

  it.each([
    ['somebody deployed meanwhile', (of: Workload) => bound(of, 2)],
    ['it is another object of that name', (of: Workload) => ({ ...bound(of), uid: 'another' })],
  ])('changes nothing where %s', async (_, to) => {
    const of = deployment();
    server.objects.set(workloadPath(REF), of as never);
    expect(await send(undoDeployment(REF, of, deploymentRevisions(of, sets), 2, to(of)))).toBe(422);
    expect(stored(REF)).toEqual(of);
  });

  it('does nothing where that runs already', () => {
    const of = owner('StatefulSet', { template: template('shop/backend:1.8.2') });
    const revisions = [2, 3].map((n) => controllerRevision(n, `shop/backend:1.8.${n}`));
    expect(undoOther(SET, of, controllerRevisions(of, revisions), 2)).toMatchObject({ is: 'nothing to do' });
  });

  it('of a StatefulSet as well, whose own annotations stay', async () => {
    const of = owner('StatefulSet');
    server.objects.set(workloadPath(SET), of as never);
    const revisions = [2, 3].map((n) => controllerRevision(n, `shop/backend:1.8.${n}`));
    expect(await send(undoOther(SET, of, controllerRevisions(of, revisions), 2, bound(of)))).toBe(200);
    expect(stored(SET).spec.template).not.toHaveProperty('$patch');
    expect(stored(SET).spec.template.spec.containers[0]!.image).toBe('shop/backend:1.8.2');
    expect(stored(SET).metadata.annotations).toEqual({ note: 'ours', ...key });
    expect(await send(undoOther(SET, of, controllerRevisions(of, revisions), 2, bound(of, 1)))).toBe(422);
  });
});
