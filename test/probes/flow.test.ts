import { describe, expect, it } from '@jest/globals';
import { flow } from '../../src/probes/flow.ts';
import { httpPeer } from '../support/peers/http.ts';
import { kept } from '../support/peers/kept.ts';
import { expectConsistent, probeContract } from '../support/probe-contract.ts';
import { complaints, run } from '../support/probe-run.ts';

const keep = kept();

probeContract({
  kind: flow,
  settings: ({ port }, credential) => {
    const url = `http://127.0.0.1:${port}/`;
    const steps = [{ name: 'look', url: '/' }];
    if (credential === undefined) return { url, steps };
    const coded = encodeURIComponent(credential);
    return {
      url: `http://user:${coded}@127.0.0.1:${port}/`,
      headers: { 'x-own': credential },
      steps: [
        {
          name: 'look',
          url: `/${coded}?key=${coded}`,
          body: credential,
          method: 'POST',
          expect: { contains: `${credential}!` },
        },
      ],
    };
  },
});

/** A shop with a login by token and by cookie. */
const shop = () =>
  httpPeer((request, response) => {
    const { url = '', headers, method } = request;
    if (url === '/login' && method === 'POST') {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        if (body !== '{"user":"probe"}') return response.writeHead(401).end();
        const cookies = [
          'sid=session-of-probe; HttpOnly',
          'old=1; Max-Age=0',
          'x=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
        ];
        response.writeHead(200, { 'set-cookie': cookies, 'x-cart': 'cart/17' });
        return response.end('{"token":"tok-en-1234","n":7}<input name="csrf" value="csrf-5678">');
      });
      return;
    }
    const fits: Record<string, boolean> = {
      '/orders': headers.authorization === 'Bearer tok-en-1234',
      '/cart?id=cart%2F17': true,
      '/own': headers.cookie === 'sid=session-of-probe',
      '/enter': true,
      '/page': headers['x-csrf'] === 'csrf-5678',
    };
    const status = fits[url] === undefined ? 404 : fits[url] ? 200 : 403;
    if (url === '/enter')
      return response.writeHead(303, { location: '/own', 'set-cookie': 'sid=session-of-probe' }).end();
    return response.writeHead(status).end(`secret ${headers.authorization ?? ''} ${headers.cookie ?? ''}`);
  });

const login = {
  name: 'log in',
  url: '/login',
  method: 'POST',
  body: '{"user":"probe"}',
  capture: {
    token: { matches: '"token":"([^"]+)"' },
    cart: { header: 'X-Cart' },
    csrf: { matches: '/name="csrf" value="([^"]*)"/' },
    session: { cookie: 'sid' },
  },
};

const look = async (steps: readonly object[], more: object = {}) => {
  const peer = await keep(shop());
  const finding = await run(flow, { url: peer.url, steps, ...more }, { trace: true });
  expectConsistent(finding);
  return finding;
};

describe('flow: log in, then look', () => {
  it('carries tokens, headers and cookies from step to step, and keeps them to itself', async () => {
    const finding = await look([
      login,
      {
        name: 'orders',
        url: '/orders',
        headers: { authorization: 'Bearer {{token}}' },
        expect: { contains: 'nothing' },
      },
    ]);
    expect(finding).toMatchObject({ verdict: 'down', text: 'fails at "orders": answers without "nothing"' });
    expect(JSON.stringify(finding)).not.toMatch(/tok-en-1234|session-of-probe/);

    expect(
      await look([
        login,
        { name: 'orders', url: '/orders', headers: { authorization: 'Bearer {{token}}' } },
        { name: 'cart', url: '/cart?id={{cart}}' },
        { name: 'own', url: '/own' },
        { name: 'page', url: '/page', headers: { 'x-csrf': '{{ csrf }}' } },
      ]),
    ).toMatchObject({ verdict: 'up', text: expect.stringMatching(/^goes through all 5 steps in \d+ ms$/) });
  });

  it('a cookie set on the way through a redirect counts', async () => {
    expect(await look([{ name: 'enter', url: '/enter' }])).toMatchObject({ verdict: 'up' });
  });

  it('ends at the first step that fails, and names it', async () => {
    const finding = await look([
      { ...login, body: '{"user":"nobody"}', capture: {} },
      { name: 'own', url: '/own' },
    ]);
    expect(finding).toMatchObject({
      verdict: 'down',
      code: 'status',
      text: 'fails at "log in": answers 401 instead of 200-299',
    });
    expect(Object.keys(finding.observed)).toContain('step log in');
    expect(Object.keys(finding.observed)).not.toContain('step own');
  });

  it('a value that is not there ends it too', async () => {
    const nothing = { ...login, capture: { id: { header: 'x-id' } } };
    expect(await look([nothing, { name: 'own', url: '/own?{{id}}' }])).toMatchObject({
      code: 'body',
      text: 'fails at "log in": answers without the id that later steps need',
    });
  });

  it('captures from JSON', async () => {
    const peer = await keep(
      httpPeer((request, response) =>
        request.url === '/'
          ? response.end('{"items":[{"id":7}]}')
          : response.writeHead(request.url === '/items/7' ? 200 : 404).end(),
      ),
    );
    const steps = [
      { name: 'list', url: '/', capture: { id: { json: '$.items[0].id' } } },
      { name: 'item', url: '/items/{{id}}' },
    ];
    expect(await run(flow, { url: peer.url, steps })).toMatchObject({ verdict: 'up' });
  });

  it('all steps share one deadline, and are judged by one time', async () => {
    expect(await look([login], { expect: { 'response-time': '1h' }, warn: { 'response-time': '1ms' } })).toMatchObject({
      verdict: 'degraded',
      code: 'slow',
    });
  });

  it('another host gets neither cookies nor headers of the first', async () => {
    let seen: object = {};
    const other = await keep(
      httpPeer((request, response) => {
        seen = request.headers;
        response.end();
      }),
    );
    const away = { name: 'away', url: other.url };
    expect(await look([login, away], { headers: { 'x-own': '1' }, auth: { bearer: 'mine-alone' } })).toMatchObject({
      verdict: 'up',
    });
    for (const name of ['cookie', 'x-own', 'authorization']) expect(Object.keys(seen)).not.toContain(name);
  });
});

describe('flow: settings', () => {
  const url = 'https://a.test/';
  it.each([
    [[], 'steps: Too small: expected array to have >=1 items'],
    [[{ name: 'a', url: '/{{id}}' }], 'steps.0.url: no earlier step captures {{id}}: nothing is captured yet'],
    [
      [
        { name: 'a', url: '/', capture: { token: { header: 'x' } } },
        { name: 'b', url: '/', headers: { authorization: '{{tokn}}' } },
      ],
      'steps.1.headers.authorization: no earlier step captures {{tokn}}: there is token',
    ],
    [
      [{ name: 'a', url: '/', capture: { token: { header: 'x', json: '$' } } }],
      'steps.0.capture.token: name one of json, header, cookie and matches',
    ],
  ])('%j is an error that says what to do', (steps, complaint) => {
    expect(complaints(flow, { url, steps })).toEqual([complaint]);
  });
});
