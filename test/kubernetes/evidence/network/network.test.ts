import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kubeApi } from '../../../../src/kubernetes/api.ts';
import { inquire } from '../../../../src/kubernetes/evidence/gather.ts';
import type { Resolve } from '../../../../src/kubernetes/evidence/network/dns.ts';
import { networkOf } from '../../../../src/kubernetes/evidence/network/network.ts';
import { ApiServer } from '../../../support/kubernetes/api-server.ts';
import { ingress, service, slice } from '../../../support/kubernetes/network.ts';
import { list, template } from '../../../support/kubernetes/objects.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await new ApiServer().open();
});
afterEach(() => server.close());

const REF = { namespace: 'shop', kind: 'deployment', name: 'backend-deployment' } as const;
const PATHS = {
  services: '/api/v1/namespaces/shop/services',
  slices: '/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices',
  ingresses: '/apis/networking.k8s.io/v1/namespaces/shop/ingresses',
};
const NAMES: Record<string, readonly string[]> = {
  'shop.example.com': ['203.0.113.7'],
  'other.example.com': ['198.51.100.1'],
  'lb.example.net': ['203.0.113.7', '203.0.113.8'],
};
async function look(
  of: Partial<Record<keyof typeof PATHS, readonly unknown[]>>,
  resolve: Resolve = async (host) => NAMES[host] ?? [],
  each = 5_000,
) {
  for (const [key, path] of Object.entries(PATHS))
    server.objects.set(path, list('List', of[key as keyof typeof PATHS] ?? []) as never);
  const inquiry = inquire({ each, all: 10_000 });
  const api = kubeApi({ server: server.url, tls: {}, headers: async () => ({}) }, 2_000);
  const {
    objects: _,
    all: __,
    ...found
  } = await networkOf({ api, inquiry, ref: REF }, template('shop/backend:1'), resolve);
  return { ...found, missing: inquiry.missing };
}
const OPEN = ingress('app-ingress', 'shop.example.com', 'backend-service');

describe('the way to the pods', () => {
  it('is seen from the names to the endpoints', async () => {
    const services = [service('backend-service'), service('frontend-service', { app: 'frontend' })];
    expect(
      await look({
        services,
        slices: [slice('backend-service', true, false), slice('frontend-service', false)],
        ingresses: [OPEN, ingress('other', 'other.example.com', 'frontend-service')],
      }),
    ).toEqual({
      services: [{ name: 'backend-service', ready: 1, addresses: 2 }],
      ingresses: [
        {
          name: 'app-ingress',
          class: 'nginx',
          hosts: ['shop.example.com'],
          addresses: ['203.0.113.7'],
          certificates: ['shop-tls'],
        },
      ],
      findings: [],
      missing: {},
    });
  });

  it('ends where a service has no ready address', async () => {
    const found = await look({
      services: [service('backend-service')],
      slices: [slice('backend-service', false, false)],
    });
    expect(found.findings).toEqual([
      {
        is: 'no endpoints',
        text: 'service backend-service has no ready address (0 of 2)',
        object: 'service/backend-service',
      },
    ]);
  });

  it('ends where a service that an ingress leads to selects what no pod has', async () => {
    const found = await look({ services: [service('backend-service', { app: 'back' })], ingresses: [OPEN] });
    expect(found.findings).toMatchObject([{ text: 'service backend-service selects app=back, which no pod has' }]);
  });

  it.each([
    [
      'a port',
      { port: 80 },
      'no such port',
      'ingress app-ingress leads shop.example.com to service backend-service port 80, which has 8000',
    ],
    ['no port of that name', { port: 'web' }, 'no such port', expect.stringContaining('port web, which has 8000')],
    [
      'no controller',
      { address: undefined },
      'ingress without address',
      expect.stringContaining('no controller has taken it up'),
    ],
  ])('of an ingress with %s', async (_, more, is, text) => {
    const way =
      'address' in more
        ? { ...OPEN, status: {} }
        : ingress('app-ingress', 'shop.example.com', 'backend-service', more as { port: number });
    const found = await look({
      services: [service('backend-service')],
      slices: [slice('backend-service', true)],
      ingresses: [way],
    });
    expect(found.findings).toEqual([{ is, text, object: 'ingress/app-ingress' }]);
  });

  it('of an ingress that also leads to a service that is gone', async () => {
    const both = { ...OPEN, spec: { ...OPEN.spec, defaultBackend: { service: { name: 'gone' } } } };
    const found = await look({
      services: [service('backend-service')],
      slices: [slice('backend-service', true)],
      ingresses: [both],
    });
    expect(found.findings).toMatchObject([
      { is: 'no such service', text: expect.stringContaining('any host to service gone') },
    ]);
  });

  it.each([
    [
      'other.example.com',
      '203.0.113.7',
      [
        {
          is: 'name points elsewhere',
          text: 'other.example.com is 198.51.100.1, the ingress at 203.0.113.7; well where a CDN or proxy stands between',
        },
      ],
    ],
    ['gone.example.com', '203.0.113.7', [{ is: 'name does not resolve', text: 'gone.example.com has no address' }]],
    ['shop.example.com', 'lb.example.net', []],
    ['*.example.com', '203.0.113.7', []],
  ])('%s at an ingress at %s', async (host, address, findings) => {
    const found = await look({
      services: [service('backend-service')],
      slices: [slice('backend-service', true)],
      ingresses: [ingress('app-ingress', host, 'backend-service', { address })],
    });
    expect(found.findings).toMatchObject(findings);
    expect(found.findings).toHaveLength(findings.length);
  });

  it('is kept where name servers or endpoints do not answer', async () => {
    server.befalls = ({ path }) => (path === PATHS.slices ? 'silence' : undefined);
    const found = await look(
      { services: [service('backend-service')], ingresses: [OPEN] },
      () => new Promise(() => {}),
      1_000,
    );
    expect(found).toMatchObject({
      services: [{ name: 'backend-service' }],
      ingresses: [{ name: 'app-ingress' }],
      findings: [],
      missing: { endpointslices: 'no answer in time', 'address of shop.example.com': 'no answer in time' },
    });
  });
});
