import { describe, expect, it } from '@jest/globals';
import { http } from '../../src/probes/http.ts';
import { httpPeer, json, site } from '../support/peers/http.ts';
import { kept } from '../support/peers/kept.ts';
import { expectConsistent, probeContract } from '../support/probe-contract.ts';
import { complaints, parse, run } from '../support/probe-run.ts';

const keep = kept();

probeContract({
  kind: http,
  settings: ({ port }, credential) => {
    const url = `http://127.0.0.1:${port}/`;
    if (credential === undefined) return { url };
    const coded = encodeURIComponent(credential);
    return {
      url: `http://user:${coded}@127.0.0.1:${port}/${coded}?key=${coded}`,
      headers: { cookie: `session=${credential}`, 'x-own': credential },
      expect: { header: { 'x-echo': `not ${credential}` }, contains: `${credential}!`, matches: `${credential}!$` },
    };
  },
});

const look = async (peer: { readonly url: string }, settings: object) => {
  const finding = await run(http, { url: peer.url, ...settings });
  expectConsistent(finding);
  return finding;
};

describe('http: status', () => {
  it.each([
    [200, undefined, 'up'],
    [299, undefined, 'up'],
    [404, undefined, 'down'],
    [404, 404, 'up'],
    [404, '400-499', 'up'],
    [500, '400-499', 'down'],
    [503, [200, '500-599'], 'up'],
    [502, 'any', 'up'],
  ])('%i with expect.status %j is %s', async (seen, status, verdict) => {
    const peer = await keep(json({}, seen));
    const finding = await look(peer, status === undefined ? {} : { expect: { status } });
    expect(finding).toMatchObject({ verdict, observed: { status: seen } });
  });

  it('says what it answers instead', async () => {
    const peer = await keep(json({}, 500));
    expect(await look(peer, { expect: { status: 200 } })).toMatchObject({
      code: 'status',
      text: 'answers 500 instead of 200',
    });
    expect(await look(peer, { expect: { status: [200, 204] } })).toMatchObject({
      text: 'answers 500 instead of 200 or 204',
    });
  });
});

describe('http: what an answer holds', () => {
  const shop = () =>
    site({
      '/': { type: 'text/html', body: '<main>Café</main>', headers: { 'cache-control': 'no-store', 'x-build': '42' } },
    });

  it.each([
    [{ contains: '<main' }, undefined, ''],
    [{ contains: ['<main', 'Café'] }, undefined, ''],
    [{ contains: ['<main', 'Tea'] }, 'body', 'answers without "Tea"'],
    [{ absent: 'Tea' }, undefined, ''],
    [{ absent: ['Tea', 'Café'] }, 'body', 'shows "Café"'],
    [{ matches: 'caf.</main>$' }, 'body', 'answers with nothing that matches caf.</main>$'],
    [{ matches: '/caf.</i' }, undefined, ''],
    [{ header: { 'X-Build': '42' } }, undefined, ''],
    [{ header: { 'cache-control': '/no-(store|cache)/' } }, undefined, ''],
    [{ header: { 'x-build': '43' } }, 'header', 'answers with the header x-build: 42 instead of 43'],
    [{ header: { 'x-none': '/./' } }, 'header', 'answers without the header x-none'],
    [{ 'http-version': '1.1' }, undefined, ''],
  ])('%j', async (expected, code, text) => {
    const finding = await look(await keep(shop()), { expect: expected });
    expect(finding).toMatchObject(code === undefined ? { verdict: 'up' } : { verdict: 'down', code, text });
  });

  it('the first broken expectation gives the code: status, then body, then JSON', async () => {
    const peer = await keep(json({ status: 'bad' }, 500));
    const expected = { json: { '$.status': 'ok' }, contains: 'fine' };
    expect(await look(peer, { expect: expected })).toMatchObject({ code: 'status' });
    const any = await look(peer, { expect: { ...expected, status: 'any' } });
    expect(any.code).toBe('body');
    expect(any.expectations.map((each) => [each.name, each.ok])).toEqual([
      ['status', true],
      ['contains', false],
      ['json $.status', false],
    ]);
  });

  it('only `warn` broken is degraded (W10)', async () => {
    const peer = await keep(json({ queue: 12 }, 206));
    expect(await look(peer, { warn: { status: 200 } })).toMatchObject({
      verdict: 'degraded',
      code: 'status',
      text: 'answers 206 instead of 200',
    });
    expect(await look(peer, { warn: { json: { '$.queue': 0 } } })).toMatchObject({ verdict: 'degraded', code: 'json' });
    expect(await look(peer, { expect: { status: 200 }, warn: { json: { '$.queue': 0 } } })).toMatchObject({
      verdict: 'down',
      code: 'status',
    });
  });

  it.each([
    [{ '$.status': 'ok' }, true],
    [{ '$.n': 1, '$.on': true, '$.none': null }, true],
    [{ '$.n': '1' }, false],
    [{ '$.items[*].status': 'ok' }, true],
    [{ '$.mixed[*]': 'ok' }, false],
    [{ '$.items[?@.id == 2].status': 'ok' }, true],
    [{ '$.version': '/^v2\\./' }, true],
    [{ '$.absent': 'ok' }, false],
    [{ '$.items': 'ok' }, false],
  ])('JSON %j holds: %s', async (expected, holds) => {
    const document = {
      status: 'ok',
      n: 1,
      on: true,
      none: null,
      version: 'v2.3',
      mixed: ['ok', 'bad'],
      items: [
        { id: 1, status: 'ok' },
        { id: 2, status: 'ok' },
      ],
    };
    expect(await look(await keep(json(document)), { expect: { json: expected } })).toMatchObject(
      holds ? { verdict: 'up' } : { code: 'json' },
    );
  });

  it('sends method, headers and body', async () => {
    const peer = await keep(
      httpPeer((request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () =>
          response.end(`${request.method} ${request.headers['x-a']} ${request.headers.host} ${Buffer.concat(chunks)}`),
        );
      }),
    );
    const settings = { method: 'POST', headers: { 'X-A': 'b', Host: 'shop.test' }, body: 'hello' };
    expect(await look(peer, { ...settings, expect: { contains: 'POST b shop.test hello' } })).toMatchObject({
      verdict: 'up',
    });
  });

  it('HEAD has no body to wait for', async () => {
    const peer = await keep(site({ '/': { body: 'hello' } }));
    expect(await look(peer, { method: 'HEAD' })).toMatchObject({ verdict: 'up', observed: { bytes: 0 } });
  });

  it('userinfo is sent as basic authorization', async () => {
    const peer = await keep(
      httpPeer((request, response) =>
        response.end(Buffer.from(String(request.headers.authorization).slice(6), 'base64')),
      ),
    );
    const url = `http://us%40er:p%3Ass@127.0.0.1:${peer.port}/`;
    expect(await run(http, { url, expect: { contains: 'us@er:p:ss' } })).toMatchObject({ verdict: 'up' });
  });
});

describe('http: parts', () => {
  const parts = { database: { '$.checks.database': 'ok' }, cache: { '$.checks.cache': 'ok' } };
  const health = (database: string, status: number) => keep(json({ checks: { database, cache: 'ok' } }, status));

  it('a failing part is named beside the broken expectation', async () => {
    expect(await look(await health('down', 500), { expect: { status: 200 }, parts })).toMatchObject({
      verdict: 'down',
      code: 'status',
      text: 'answers 500 instead of 200',
      failingParts: ['database'],
    });
  });

  it('alone it does not change the verdict', async () => {
    expect(await look(await health('down', 200), { parts })).toMatchObject({
      verdict: 'up',
      code: 'ok',
      failingParts: ['database'],
    });
  });

  it('an answer that says nothing of a part is no evidence against it', async () => {
    for (const answer of ['<html>502</html>', '{"detail":"oops"}'])
      expect(await look(await keep(json(answer, 502)), { parts })).toMatchObject({ code: 'status', failingParts: [] });
  });

  it('are declared by the settings', () => {
    expect(http.parts?.(parse(http, { url: 'http://a.test', parts }) as never)).toEqual(['database', 'cache']);
  });
});

describe('http: settings', () => {
  it.each([
    [{ url: 'ftp://a.test' }, "url: 'ftp://a.test' is not a web address: write for example https://shop.example.com/"],
    [{ url: 'shop' }, "url: 'shop' is not a web address: write for example https://shop.example.com/"],
    [{ expect: { staus: 200 } }, 'expect: Unrecognized key: "staus"'],
    [{ warn: { slow: '1s' } }, 'warn: Unrecognized key: "slow"'],
    [
      { expect: { json: { '$[': 1 } } },
      "expect.json.$[: '$[' is not a JSON path: write for example $.status or $.checks[0].name (RFC 9535)",
    ],
    [
      { parts: { db: { status: 'ok' } } },
      "parts.db.status: 'status' is not a JSON path: write for example $.status or $.checks[0].name (RFC 9535)",
    ],
    [
      { warn: { 'response-time': '800' } },
      "warn.response-time: '800' is not a duration: write for example 800ms, 90s, 5m, 1h30m or 21d",
    ],
    [
      { warn: { 'response-time': 800 } },
      'warn.response-time: 800 has no unit: write for example 800ms, 90s, 5m, 1h30m or 21d',
    ],
    [{ headers: { 'a b': 'c' } }, "headers.a b: 'a b' is not a header name"],
    [{ headers: { a: 'b\r\nc: d' } }, 'headers.a: a header value is one line of plain characters'],
    [{ expect: { 'http-version': '3' } }, 'expect.http-version: write 1.0, 1.1 or 2'],
  ])('%j is an error that says what to do', (settings, complaint) => {
    expect(complaints(http, { url: 'https://a.test', ...settings })).toEqual([complaint]);
  });

  it.each([{ matches: '(' }, { header: { a: '/(/' } }])('%j is not a regular expression', (expected) => {
    expect(complaints(http, { url: 'https://a.test', expect: expected })).toEqual([
      expect.stringContaining('is not a regular expression'),
    ]);
  });

  it('durations become milliseconds, everything else its default', () => {
    expect(parse(http, { url: 'https://a.test', warn: { certificate: '21d', 'response-time': '800ms' } })).toEqual({
      url: 'https://a.test',
      method: 'GET',
      headers: {},
      follow: true,
      expect: { status: '200-299' },
      warn: { certificate: 21 * 24 * 3_600_000, 'response-time': 800 },
      parts: {},
    });
  });

  it('a reference stands for a URL until it is resolved', () => {
    expect(complaints(http, { url: '\x24{secret:internal-url}' })).toEqual([]);
  });
});
