import type { EndpointSlice, Ingress, Service } from '../../../src/kubernetes/evidence/network/objects.ts';

const metadata = (name: string, more: object = {}) => ({ name, namespace: 'shop', uid: `uid-${name}`, ...more });

export const service = (name: string, selector: Record<string, string> = { app: 'backend' }, port = 8000): Service => ({
  metadata: metadata(name),
  spec: { type: 'ClusterIP', selector, ports: [{ name: 'http', port, targetPort: 8000 }] },
});

/** Endpoints of a service: whether each is ready. */
export const slice = (of: string, ...ready: readonly boolean[]): EndpointSlice => ({
  metadata: metadata(`${of}-x7k2p`, { labels: { 'kubernetes.io/service-name': of } }),
  endpoints: ready.map((each, n) => ({ addresses: [`10.0.0.${n + 1}`], conditions: { ready: each } })),
});

export const ingress = (
  name: string,
  host: string,
  to: string,
  { port = 8000 as number | string, address = '203.0.113.7' as string | undefined } = {},
): Ingress => ({
  metadata: metadata(name),
  spec: {
    ingressClassName: 'nginx',
    rules: [
      {
        host,
        http: {
          paths: [
            {
              path: '/',
              backend: { service: { name: to, port: typeof port === 'number' ? { number: port } : { name: port } } },
            },
          ],
        },
      },
    ],
    tls: [{ hosts: [host], secretName: 'shop-tls' }],
  },
  status: {
    loadBalancer:
      address === undefined ? {} : { ingress: [/[a-z]/.test(address) ? { hostname: address } : { ip: address }] },
  },
});
