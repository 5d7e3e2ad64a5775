import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kubeApi } from '../../../src/kubernetes/api.ts';
import { gather } from '../../../src/kubernetes/evidence/gather.ts';
import { ApiServer } from '../../support/kubernetes/api-server.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await new ApiServer().open();
});
afterEach(() => server.close());

describe('evidence', () => {
  it('is asked for at once, and what cannot be had hides nothing else', async () => {
    server.objects.set('/pods', { items: [] });
    server.befalls = ({ path }) =>
      path === '/silent'
        ? 'silence'
        : path === '/forbidden'
          ? { status: 403, message: 'pods is forbidden' }
          : undefined;
    const api = kubeApi({ server: server.url, tls: {}, headers: async () => ({}) }, 10_000);
    const began = performance.now();
    const { got, missing } = await gather(
      {
        pods: () => api.get('/pods'),
        silent: () => api.get('/silent'),
        forbidden: () => api.get('/forbidden'),
        thrown: () => Promise.reject(new Error('no token')),
      },
      { each: 400, all: 5_000 },
    );
    expect(performance.now() - began).toBeLessThan(4_000);
    expect(got).toEqual({ pods: { items: [] } });
    expect(missing).toEqual({ silent: 'no answer in time', forbidden: 'pods is forbidden', thrown: 'no token' });
  });

  it('is no longer waited for than all of it may take', async () => {
    const began = performance.now();
    const { missing } = await gather({ silent: () => new Promise(() => {}) }, { each: 60_000, all: 300 });
    expect([missing.silent, performance.now() - began < 5_000]).toEqual(['no answer in time', true]);
  });
});
