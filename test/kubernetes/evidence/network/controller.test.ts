import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kubeApi } from '../../../../src/kubernetes/api.ts';
import { inquire } from '../../../../src/kubernetes/evidence/gather.ts';
import { controllerOf } from '../../../../src/kubernetes/evidence/network/controller.ts';
import { ApiServer } from '../../../support/kubernetes/api-server.ts';
import { list } from '../../../support/kubernetes/objects.ts';
import { pod } from '../../../support/kubernetes/pods.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await new ApiServer().open();
});
afterEach(() => server.close());

const PODS = '/api/v1/namespaces/ingress-nginx/pods';
async function look(more: object = {}) {
  const api = kubeApi({ server: server.url, tls: {}, headers: async () => ({}) }, 2_000);
  const inquiry = inquire({ each: 2_000, all: 5_000 });
  const ref = { namespace: 'shop', kind: 'deployment', name: 'backend-deployment' } as const;
  const ingresses = [{ name: 'app-ingress', hosts: ['shop.example.com'], addresses: [], ...more }];
  const none = { services: [], ingresses: [] };
  const network = { services: [{ name: 'backend-service' }], ingresses, findings: [], objects: none, all: none };
  return { ...(await controllerOf({ api, inquiry, ref }, network)), missing: inquiry.missing };
}
const refused = (second: number, host = 'shop.example.com', request = 'GET /api/x?token=abc HTTP/1.1') =>
  `2026/11/02 14:01:0${second} [error] 31#31: *9${second} connect() failed (111: Connection refused) while connecting to upstream, client: 198.51.100.9, server: ${host}, request: "${request}"`;

describe("the ingress controller's log", () => {
  it('gives the last complaints about the own hosts and services, once each, without who asked for what', async () => {
    server.objects.set(PODS, list('Pod', [pod('nginx-1')]) as never);
    server.logs.set(
      `${PODS}/nginx-1/log`,
      [
        refused(1),
        refused(2),
        refused(3, 'other.example.com'),
        '198.51.100.9 - - "GET / HTTP/1.1" 502 150 shop.example.com',
        'W1102 14:01:05.123456       7 controller.go:1112] Service "shop/backend-service" does not have any active Endpoint.',
      ].join('\n'),
    );
    const { controller, findings, missing } = await look();
    expect(controller).toEqual([
      '[error] connect() failed (111: Connection refused) while connecting to upstream, server: shop.example.com, request: "GET /api/x?… HTTP/1.1"',
      'W controller.go:1112] Service "shop/backend-service" does not have any active Endpoint.',
    ]);
    expect(findings).toMatchObject([{ is: 'proxy errors', object: 'ingress/app-ingress' }]);
    expect(missing).toEqual({});
    expect(server.asked.map(({ query }) => query)).toMatchObject([
      { labelSelector: 'app.kubernetes.io/name=ingress-nginx,app.kubernetes.io/component=controller' },
      { container: 'controller', sinceSeconds: '900' },
    ]);
  });

  it('is not asked for where another kind of controller leads the way', async () => {
    expect(await look({ class: 'alb' })).toEqual({ findings: [], missing: {} });
    expect(server.asked).toEqual([]);
  });

  it('that may not be read is said to be missing', async () => {
    server.befalls = () => ({ status: 403, message: 'pods is forbidden' });
    expect(await look()).toEqual({
      controller: [],
      findings: [],
      missing: { 'ingress controller': 'pods is forbidden' },
    });
  });
});
