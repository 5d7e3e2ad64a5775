import { describe, expect, it } from '@jest/globals';
import { grafana } from '../../src/probes/grafana.ts';
import { httpPeer } from '../support/peers/http.ts';
import { kept } from '../support/peers/kept.ts';
import { expectConsistent, probeContract } from '../support/probe-contract.ts';
import { run } from '../support/probe-run.ts';

const keep = kept();
const TOKEN = 'glsa_token-of-tocsin';

probeContract({
  kind: grafana,
  settings: ({ port }, credential) => ({
    url: `http://127.0.0.1:${port}/`,
    ...(credential === undefined
      ? {}
      : { token: credential, expect: { panel: { dashboard: credential, panel: credential } } }),
  }),
});

type Answers = Readonly<Record<string, readonly [number, unknown]>>;

const FRAME = {
  schema: {
    fields: [
      { name: 'Time', type: 'time' },
      { name: 'Value', type: 'number' },
    ],
  },
  data: {
    values: [
      [1, 2],
      [3, 4],
    ],
  },
};
const BOARD = {
  dashboard: {
    panels: [
      {
        id: 1,
        type: 'row',
        title: 'Row',
        panels: [
          {
            id: 2,
            title: 'Latency',
            datasource: { uid: 'prom' },
            targets: [
              { refId: 'A', expr: 'up' },
              { refId: 'B', hide: true },
            ],
          },
        ],
      },
      { id: 3, title: 'Errors', targets: [{ refId: 'A', expr: 'errors' }] },
    ],
  },
};
const GRAFANA: Answers = {
  '/g/api/health': [200, { commit: 'abc', database: 'ok', version: '12.0.0' }],
  '/g/api/datasources': [
    200,
    [
      { uid: 'prom', name: 'Prometheus' },
      { uid: 'logs', name: 'Loki' },
    ],
  ],
  '/g/api/datasources/uid/prom/health': [200, { status: 'OK', message: 'Successfully queried the Prometheus API.' }],
  '/g/api/datasources/uid/logs/health': [404, { message: 'Plugin does not have a backend' }],
  '/g/api/dashboards/uid/shop': [200, BOARD],
  '/g/api/ds/query': [200, { results: { A: { status: 200, frames: [FRAME] } } }],
};

const look = async (more: Answers, expected: object = {}, token: string | undefined = TOKEN) => {
  const asked: { path: string; body: string }[] = [];
  const answers = { ...GRAFANA, ...more };
  const peer = await keep(
    httpPeer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        const path = request.url ?? '';
        asked.push({ path, body });
        const open = path === '/g/api/health' || request.headers.authorization === `Bearer ${TOKEN}`;
        const [status, answer] = open
          ? (answers[path] ?? [404, { message: 'Not found' }])
          : [401, { message: 'Unauthorized' }];
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
    }),
  );
  const finding = await run(
    grafana,
    { url: `${peer.url}g`, ...(token ? { token } : {}), expect: expected },
    { trace: true },
  );
  expectConsistent(finding);
  expect(JSON.stringify(finding)).not.toContain(TOKEN);
  return { finding, asked };
};

describe('grafana', () => {
  it('is well, its data sources are, and a panel shows something', async () => {
    const { finding, asked } = await look({}, { datasources: 'ok', panel: [{ dashboard: 'shop', panel: 'Latency' }] });
    expect(finding).toMatchObject({ verdict: 'up' });
    const seen = finding.expectations.map(({ name, seen: what }) => `${name}: ${what}`);
    expect(seen).toEqual([
      'health: database ok',
      'datasource Prometheus: ok',
      'datasource Loki: has no health check',
      'panel Latency: 2 values',
    ]);
    const query = JSON.parse(asked.at(-1)!.body);
    expect(query).toMatchObject({
      from: 'now-900s',
      to: 'now',
      queries: [{ refId: 'A', expr: 'up', datasource: { uid: 'prom' } }],
    });
    expect(query.queries).toHaveLength(1);
  });

  it('its health needs no token', async () => {
    expect((await look({}, {}, '')).finding).toMatchObject({ verdict: 'up' });
  });

  it.each<[string, Answers, object, string, string]>([
    [
      'its database is gone',
      { '/g/api/health': [503, { database: 'failing' }] },
      {},
      'datasource',
      'cannot use its own database: failing',
    ],
    [
      'something else answers',
      { '/g/api/health': [404, {}] },
      {},
      'status',
      'answers 404 instead of 200 at /api/health',
    ],
    [
      'no data sources',
      { '/g/api/datasources': [200, []] },
      { datasources: 'ok' },
      'datasource',
      'has no data sources',
    ],
    [
      'a data source that fails',
      { '/g/api/datasources/uid/prom/health': [400, { status: 'ERROR', message: 'dial tcp: connection refused' }] },
      { datasources: 'ok' },
      'datasource',
      'cannot reach its data source Prometheus: dial tcp: connection refused',
    ],
    [
      'a panel without data',
      {
        '/g/api/ds/query': [
          200,
          { results: { A: { frames: [{ schema: FRAME.schema, data: { values: [[1], [null]] } }] } } },
        ],
      },
      { panel: { dashboard: 'shop', panel: 3 } },
      'query',
      'has no data in the panel Errors',
    ],
    [
      'a panel that returns nothing',
      { '/g/api/ds/query': [200, { results: {} }] },
      { panel: { dashboard: 'shop', panel: 3 } },
      'query',
      'has no data in the panel Errors',
    ],
    [
      'a panel whose query fails',
      { '/g/api/ds/query': [400, { results: { A: { error: 'bad_data: parse error' } } }] },
      { panel: { dashboard: 'shop', panel: 'Errors' } },
      'query',
      'cannot fill the panel Errors: bad_data: parse error',
    ],
    [
      'no such panel',
      {},
      { panel: { dashboard: 'shop', panel: 'Gone' } },
      'query',
      'has no panel Gone on its dashboard shop',
    ],
    ['no such dashboard', {}, { panel: { dashboard: 'gone', panel: 1 } }, 'query', 'has no dashboard gone (404)'],
  ])('%s', async (_what, answers, expected, code, text) => {
    expect((await look(answers, expected)).finding).toMatchObject({ verdict: 'down', code, text });
  });

  it('a token that is missing, or has no right', async () => {
    expect((await look({}, { datasources: 'ok' }, '')).finding).toMatchObject({
      code: 'credentials',
      text: expect.stringMatching(/^answers 401: a service account token is needed/),
    });
    const forbidden: Answers = { '/g/api/datasources': [403, { message: 'You will need more permissions' }] };
    expect((await look(forbidden, { datasources: 'ok' })).finding).toMatchObject({
      code: 'credentials',
      text: 'answers 403: the service account token has no right to this',
    });
  });
});
