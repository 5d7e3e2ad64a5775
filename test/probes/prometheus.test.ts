import { describe, expect, it } from '@jest/globals';
import { prometheus } from '../../src/probes/prometheus.ts';
import { httpPeer } from '../support/peers/http.ts';
import { kept } from '../support/peers/kept.ts';
import { expectConsistent, probeContract } from '../support/probe-contract.ts';
import { complaints, run } from '../support/probe-run.ts';

const keep = kept();

probeContract({
  kind: prometheus,
  settings: ({ port }, credential) => ({
    url: `http://127.0.0.1:${port}/`,
    ...(credential === undefined
      ? {}
      : { auth: { bearer: credential }, expect: { query: { promql: `up{a="${credential}"}`, 'at-least': 1 } } }),
  }),
});

/** What Prometheus answers below its base path; absent paths are 404. */
const look = async (answers: Readonly<Record<string, readonly [number, unknown]>>, expected: object = {}) => {
  const peer = await keep(
    httpPeer((request, response) => {
      const path = (request.url ?? '').split('?')[0]!;
      const [status, body] = answers[path] ?? [404, 'not here'];
      response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
    }),
  );
  const finding = await run(prometheus, { url: `${peer.url}prom`, expect: expected });
  expectConsistent(finding);
  return finding;
};

const READY = { '/prom/-/ready': [200, 'ready'] } as const;
const LOADED = {
  '/prom/api/v1/status/runtimeinfo': [200, { status: 'success', data: { reloadConfigSuccess: true } }],
} as const;

describe('prometheus, below a path', () => {
  it('is up when it is ready and runs its configuration', async () => {
    expect(await look({ ...READY, ...LOADED })).toMatchObject({ verdict: 'up' });
    expect(await look(READY, { configuration: 'any' })).toMatchObject({ verdict: 'up' });
  });

  it.each([
    [{ '/prom/-/ready': [503, 'Service Unavailable'] }, 'status', 'is not ready: it answers 503'],
    [{}, 'status', 'answers 404 instead of 200 at /-/ready'],
    [READY, 'json', 'does not tell whether its configuration is loaded'],
    [{ '/prom/-/ready': [401, ''] }, 'credentials', 'answers 401: the credential is not accepted, or has expired'],
    [{ '/prom/-/ready': [403, ''] }, 'credentials', 'answers 403: the credential has no right to this'],
    [
      { ...READY, '/prom/api/v1/status/runtimeinfo': [200, 'hello'] },
      'json',
      'does not tell whether its configuration is loaded',
    ],
  ] as const)('%j is %s', async (answers, code, text) => {
    expect(await look(answers as never)).toMatchObject({ verdict: 'down', code, text });
  });

  it('what it says of targets may be nonsense', async () => {
    const odd = {
      ...READY,
      ...LOADED,
      '/prom/api/v1/targets': [200, { data: { activeTargets: [null, 7, { labels: [] }] } }],
    } as const;
    expect(await look(odd, { 'targets-up': 'a' })).toMatchObject({ verdict: 'down', code: 'targets' });
    const none = { ...READY, ...LOADED, '/prom/api/v1/targets': [200, []] } as const;
    expect(await look(none, { 'targets-up': 'a' })).toMatchObject({ text: 'does not tell its targets' });
  });

  it('a query needs a bound', () => {
    const settings = { url: 'http://a/', expect: { query: { promql: 'up' } } };
    expect(complaints(prometheus, settings).map((each) => each.split(':')[0])).toEqual(['expect.query']);
  });
});
