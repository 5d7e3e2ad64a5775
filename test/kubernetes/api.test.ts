import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kubeApi, messageIn } from '../../src/kubernetes/api.ts';
import { ApiServer } from '../support/kubernetes/api-server.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await new ApiServer().open();
});
afterEach(() => server.close());

const api = (timeout = 5_000) =>
  kubeApi({ server: server.url, tls: {}, headers: async () => ({ authorization: 'Bearer t' }) }, timeout);
const PATCH = { path: '/apis/apps/v1/x', type: 'application/merge-patch+json', body: { spec: {} } } as const;

describe('the API server, asked', () => {
  it('gives objects as they are: what we do not know stays in them', async () => {
    const object = { metadata: { name: 'x' }, spec: { fieldOfTomorrow: { deep: [1] } } };
    server.objects.set('/apis/apps/v1/x', object);
    expect(await api().get('/apis/apps/v1/x', { limit: '1' })).toEqual({ is: 'answered', status: 200, body: object });
    expect(server.asked[0]).toMatchObject({ method: 'GET', query: { limit: '1' } });
  });

  it('gives logs as text, and what is said of them as it is said of everything', async () => {
    server.logs.set('/api/v1/namespaces/shop/pods/a/log', 'one\n{"two": 2}\n');
    const text = (query = {}) => api().text('/api/v1/namespaces/shop/pods/a/log', { container: 'backend', ...query });
    expect(await text()).toEqual({ is: 'answered', status: 200, body: 'one\n{"two": 2}\n' });
    const none = await text({ previous: 'true' });
    if (none.is !== 'answered') throw new Error(none.why);
    expect(messageIn(none)).toBe('previous terminated container "backend" not found');
  });

  it('gives of a list no more than names and times where no more is wanted', async () => {
    server.objects.set('/api/v1/configmaps', { items: [] });
    expect(await api().metadata('/api/v1/configmaps')).toMatchObject({ body: { items: [] } });
    expect(server.asked[0]!.accept).toContain('as=PartialObjectMetadataList');
  });

  it('a dry run changes nothing there', async () => {
    server.objects.set('/apis/apps/v1/x', { spec: { replicas: 1 } });
    const answer = await api().change({ ...PATCH, body: { spec: { replicas: 2 } } }, { dryRun: 'All' });
    expect(answer).toMatchObject({ is: 'answered', body: { spec: { replicas: 2 } } });
    expect(server.objects.get('/apis/apps/v1/x')).toEqual({ spec: { replicas: 1 } });
  });

  it.each([401, 403, 404, 409, 422, 500])('%d is an answer, with its words in one line', async (status) => {
    server.befalls = () => ({ status, message: 'deployments.apps "x"\n is forbidden' });
    const answer = await api().change(PATCH);
    if (answer.is !== 'answered') throw new Error(answer.why);
    expect([answer.status, messageIn(answer)]).toEqual([status, 'deployments.apps "x" is forbidden']);
  });

  it('silence ends by the deadline, and nobody knows what was done (G5)', async () => {
    server.befalls = () => 'silence';
    const began = performance.now();
    expect(await api(300).change(PATCH)).toMatchObject({ is: 'failed', sent: 'perhaps' });
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('nobody there: nothing was sent', async () => {
    const { url } = server;
    await server.close();
    const gone = kubeApi({ server: url, tls: {}, headers: async () => ({}) }, 1_000);
    expect(await gone.change(PATCH)).toMatchObject({ is: 'failed', sent: 'no' });
    server = await new ApiServer().open();
  });
});
