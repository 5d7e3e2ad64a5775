import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kubeApi } from '../../../src/kubernetes/api.ts';
import { inquire } from '../../../src/kubernetes/evidence/gather.ts';
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
    const { ask, missing } = inquire({ each: 400, all: 5_000 });
    const began = performance.now();
    const got = await Promise.all([
      ask('pods', () => api.get('/pods')),
      ask('silent', () => api.get('/silent')),
      ask('forbidden', () => api.get('/forbidden')),
      ask('thrown', () => Promise.reject(new Error('no token'))),
      ask('metrics', () => api.get('/metrics'), { 404: 'there are none here' }),
      ask('what may be absent', () => api.get('/absent'), { 404: '' }),
    ]);
    expect(performance.now() - began).toBeLessThan(4_000);
    expect(got).toEqual([{ items: [] }, ...Array(5).fill(undefined)]);
    expect(missing).toEqual({
      silent: 'no answer in time',
      forbidden: 'pods is forbidden',
      thrown: 'no token',
      metrics: 'there are none here',
    });
  });

  it('is no longer waited for than all of it may take, nor asked for once that is over', async () => {
    const began = performance.now();
    const { ask, missing } = inquire({ each: 60_000, all: 300 });
    await ask('silent', () => new Promise(() => {}));
    let asked = 0;
    await ask('next', async () => {
      asked += 1;
      return { is: 'answered', status: 200, body: {} };
    });
    expect([missing, asked, performance.now() - began < 5_000]).toEqual([
      { silent: 'no answer in time', next: 'no answer in time' },
      0,
      true,
    ]);
  });
});
