import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kubeApi } from '../../../../src/kubernetes/api.ts';
import { changeFindings, changesOf } from '../../../../src/kubernetes/evidence/changes/changes.ts';
import { configMapsOf } from '../../../../src/kubernetes/evidence/changes/references.ts';
import { inquire } from '../../../../src/kubernetes/evidence/gather.ts';
import type { Ingress, Service } from '../../../../src/kubernetes/evidence/network/objects.ts';
import type { PodTemplate } from '../../../../src/kubernetes/object.ts';
import { ApiServer } from '../../../support/kubernetes/api-server.ts';
import { ingress, service } from '../../../support/kubernetes/network.ts';
import { list, template } from '../../../support/kubernetes/objects.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await new ApiServer().open();
});
afterEach(() => server.close());

const at = (time: string) => Date.parse(`2026-11-02T${time}:00Z`);
const touched = (name: string, time: string, more: object = {}) => ({
  metadata: {
    name,
    uid: `uid-${name}`,
    creationTimestamp: '2026-01-01T00:00:00Z',
    managedFields: [{ manager: 'kubectl-client-side-apply', time: `2026-11-02T${time}:00Z`, ...more }],
  },
});
const READS: PodTemplate = template('shop/backend:1', {
  containers: [
    {
      name: 'backend',
      envFrom: [{ configMapRef: { name: 'backend-config' } }],
      env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'flags', key: 'a' } } }],
    } as never,
  ],
  ...({
    volumes: [{ configMap: { name: 'files' } }, { projected: { sources: [{ configMap: { name: 'mixed' } }] } }],
  } as object),
});
async function look(maps: readonly unknown[], services: readonly Service[] = [], ingresses: readonly Ingress[] = []) {
  server.objects.set('/api/v1/namespaces/shop/configmaps', list('ConfigMap', maps) as never);
  const inquiry = inquire({ each: 2_000, all: 5_000 });
  const api = kubeApi({ server: server.url, tls: {}, headers: async () => ({}) }, 2_000);
  const ref = { namespace: 'shop', kind: 'deployment', name: 'backend-deployment' } as const;
  const objects = { services: services.slice(0, 1), ingresses };
  const network = Promise.resolve({
    services: [],
    ingresses: [],
    findings: [],
    objects,
    all: { services, ingresses },
  });
  return changesOf({ api, inquiry, ref }, READS, at('13:50'), network);
}

describe('what changed since all was well', () => {
  it('names what the workload depends on first, then the newest, and asks for no contents', async () => {
    const svc = { ...service('backend-service'), metadata: touched('backend-service', '13:52').metadata };
    const changes = await look(
      [
        touched('other', '14:10'),
        touched('backend-config', '13:57'),
        touched('files', '13:00'),
        touched('some', '14:00'),
      ],
      [svc],
    );
    expect(changes.map(({ kind, name, used }) => [kind, name, used])).toEqual([
      ['ConfigMap', 'backend-config', true],
      ['Service', 'backend-service', true],
      ['ConfigMap', 'other', false],
      ['ConfigMap', 'some', false],
    ]);
    expect(changeFindings(changes, 'Europe/Berlin')).toMatchObject([
      {
        is: 'changed',
        text: 'ConfigMap backend-config changed at 14:57 by kubectl-client-side-apply',
        object: 'configmap/backend-config',
      },
      { text: 'Service backend-service changed at 14:52 by kubectl-client-side-apply' },
    ]);
    expect(server.asked[0]!.accept).toContain('PartialObjectMetadataList');
  });

  it('counts what was made since, and not what controllers note of it', async () => {
    const made = { metadata: { name: 'flags', uid: 'u', creationTimestamp: '2026-11-02T13:59:00Z' } };
    const way = ingress('app-ingress', 'shop.example.com', 'backend-service');
    const noted = touched('app-ingress', '14:00', { manager: 'nginx-ingress-controller', subresource: 'status' });
    expect(
      await look(
        [made, touched('kube-root-ca.crt', '14:00'), touched('shop-leader', '14:00')],
        [],
        [{ ...way, ...noted }],
      ),
    ).toEqual([{ kind: 'ConfigMap', name: 'flags', at: at('13:59'), used: true }]);
  });

  it('knows the ConfigMaps that a template reads, as variables and as files', () => {
    expect([...configMapsOf(READS)]).toEqual(['backend-config', 'flags', 'files', 'mixed']);
    expect([...configMapsOf(template('shop/backend:1'))]).toEqual([]);
  });
});
