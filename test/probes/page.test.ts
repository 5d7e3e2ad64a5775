import { describe, expect, it } from '@jest/globals';
import { page } from '../../src/probes/page.ts';
import { type File, httpPeer, site } from '../support/peers/http.ts';
import { kept } from '../support/peers/kept.ts';
import { expectConsistent, probeContract } from '../support/probe-contract.ts';
import { complaints, run } from '../support/probe-run.ts';

const keep = kept();

probeContract({
  kind: page,
  settings: ({ port }, credential) => {
    const url = `http://127.0.0.1:${port}/`;
    if (credential === undefined) return { url };
    const coded = encodeURIComponent(credential);
    return {
      url: `http://user:${coded}@127.0.0.1:${port}/${coded}?key=${coded}`,
      headers: { authorization: `Bearer ${credential}` },
      expect: { status: 'any', contains: `${credential}!`, absent: credential, assets: 'ok' },
    };
  },
});

const HTML = `<!doctype html><html><head><title>Shop</title>
  <link rel="stylesheet" href="/static/site.css"><link rel="modulepreload" href="static/vendor.js">
  <script src="/static/app.js" defer></script><script>inline()</script></head>
  <body><main>Welcome to the shop</main></body></html>`;
const SCRIPT: File = { type: 'text/javascript; charset=utf-8', body: 'run()' };
const STYLE: File = { type: 'text/css', body: 'a{}' };
const SHOP = {
  '/': { type: 'text/html', body: HTML },
  '/static/site.css': STYLE,
  '/static/vendor.js': { ...SCRIPT, type: 'application/javascript' },
  '/static/app.js': SCRIPT,
};

const look = async (files: Readonly<Record<string, File>>, expected: object, otherwise?: File) => {
  const peer = await keep(site(files, otherwise));
  const finding = await run(page, { url: peer.url, expect: expected });
  expectConsistent(finding);
  return finding;
};

describe('page: what a visitor sees', () => {
  it('a good page is up, with its assets', async () => {
    const expected = {
      status: 200,
      'min-text': 15,
      contains: ['<main', 'Welcome to'],
      absent: 'Application error',
      matches: 'the shop',
      assets: 'ok',
    };
    expect(await look(SHOP, expected)).toMatchObject({
      verdict: 'up',
      observed: { assets: 3, 'visible-characters': 16 },
    });
  });

  it.each([
    ['nothing', ''],
    [
      'an empty shell',
      '<html><head><title>Shop</title></head><body><div id="root"></div><script>x</script></body></html>',
    ],
    ['white space and invisible characters', '<p>\u200b &nbsp;\n</p>'],
    [
      'only what is hidden',
      '<div hidden>a</div><template>b</template><noscript>c</noscript><p style="display: none">d</p>',
    ],
  ])('%s with 200 is a blank page', async (_, body) => {
    expect(await look({ '/': { type: 'text/html', body } }, {})).toMatchObject({
      verdict: 'down',
      code: 'blank_page',
      text: 'shows a blank page',
    });
  });

  it('too little text is a blank page too', async () => {
    expect(await look(SHOP, { 'min-text': 200 })).toMatchObject({
      code: 'blank_page',
      text: 'shows 16 visible characters instead of at least 200',
    });
  });

  it('forbidden text, in the HTML or to the eye', async () => {
    const files = { '/': { type: 'text/html', body: '<p>Application <b>error</b></p>' } };
    expect(await look(files, { absent: 'Application error' })).toMatchObject({
      code: 'body',
      text: 'shows "Application error"',
    });
    expect(await look(files, { contains: '<b>error' })).toMatchObject({ verdict: 'up' });
  });

  it('the wrong status comes first', async () => {
    expect(await look({ '/': { status: 500, type: 'text/html' } }, { assets: 'ok' })).toMatchObject({
      code: 'status',
      text: 'answers 500 instead of 200-299',
    });
  });
});

describe('page: assets', () => {
  it('missing', async () => {
    const { '/static/app.js': _, ...rest } = SHOP;
    expect(await look(rest, { assets: 'ok' })).toMatchObject({
      verdict: 'down',
      code: 'asset_missing',
      text: 'names /static/app.js, which answers 404',
    });
    expect(await look({ '/': SHOP['/'] }, { assets: 'ok' })).toMatchObject({
      text: 'names /static/site.css, which answers 404, and 2 more',
    });
  });

  it('of the wrong type', async () => {
    const files = { ...SHOP, '/static/app.js': { type: 'text/plain', body: 'run()' } };
    expect(await look(files, { assets: 'ok' })).toMatchObject({
      code: 'asset_type',
      text: 'names /static/app.js, which is text/plain instead of JavaScript',
    });
  });

  it('a web page in its place, but not everywhere', async () => {
    const files = { ...SHOP, '/static/app.js': { type: 'text/html', body: 'sorry' } };
    expect(await look(files, { assets: 'ok' })).toMatchObject({ code: 'asset_type' });
  });

  it('a web page in its place, and everywhere: a catch-all', async () => {
    const { '/static/app.js': _, ...rest } = SHOP;
    const finding = await look(rest, { assets: 'ok' }, { type: 'text/html', body: HTML });
    expect(finding).toMatchObject({
      verdict: 'down',
      code: 'catch_all',
      text: expect.stringContaining('/static/app.js'),
    });
  });

  it('are not looked at unless wanted', async () => {
    const peer = await keep(site({ '/': SHOP['/'] }));
    expect(await run(page, { url: peer.url })).toMatchObject({ verdict: 'up' });
    expect(peer.connections()).toBe(1);
  });

  it('relative to <base>, once each, data: and other schemes left alone', async () => {
    const body = `<base href="/deep/"><script src="a.js"></script><script src="./a.js#x"></script>
      <script src="data:text/javascript,1"></script><script type="application/ld+json" src="/no.json"></script>words`;
    const peer = await keep(site({ '/': { type: 'text/html', body }, '/deep/a.js': SCRIPT }));
    expect(await run(page, { url: peer.url, expect: { assets: 'ok' } })).toMatchObject({ verdict: 'up' });
    expect(peer.connections()).toBe(2);
  });

  it('at private addresses are not fetched for a public page (W5), nor is a name that is none', async () => {
    const bodies = ['<script src="http://10.0.0.1/a.js"></script>x', '<script src="http://["></script>x'];
    const texts = [
      /^names http:\/\/10\.0\.0\.1\/a\.js, which leads to 10\.0\.0\.1:80, which is not connected to/,
      /is not an address$/,
    ];
    for (const [i, body] of bodies.entries())
      expect(await look({ '/': { type: 'text/html', body } }, { assets: 'ok' })).toMatchObject({
        code: 'asset_missing',
        text: expect.stringMatching(texts[i]!),
      });
  });

  it('six at a time at most', async () => {
    let [now, most] = [0, 0];
    const body = Array.from({ length: 20 }, (_, i) => `<script src="/${i}.js"></script>`).join('');
    const peer = await keep(
      httpPeer((request, response) => {
        if (request.url === '/')
          return void response.writeHead(200, { 'content-type': 'text/html' }).end(`${body}words`);
        now += 1;
        most = Math.max(most, now);
        setTimeout(() => {
          now -= 1;
          response.writeHead(200, { 'content-type': 'text/javascript' }).end();
        }, 10);
      }),
    );
    expect(await run(page, { url: peer.url, expect: { assets: 'ok' } })).toMatchObject({ verdict: 'up' });
    expect(most).toBe(6);
  });

  it('carry the page’s headers to its own origin only', async () => {
    const seen: string[] = [];
    const scripts = () =>
      httpPeer((request, response) => {
        seen.push(`${request.headers.host?.split(':')[0]} ${request.headers.authorization ?? 'nobody'}`);
        response.writeHead(200, { 'content-type': 'text/javascript' }).end();
      });
    const other = await keep(scripts());
    const own = await keep(
      httpPeer((request, response) => {
        if (request.url === '/')
          response.end(`<script src="/a.js"></script><script src="http://localhost:${other.port}/b.js"></script>x`);
        else
          response
            .writeHead(200, {
              'content-type': 'text/javascript',
              'x-seen': seen.push(`own ${request.headers.authorization}`),
            })
            .end();
      }),
    );
    expect(
      await run(page, { url: own.url, headers: { authorization: 'Bearer abcdef' }, expect: { assets: 'ok' } }),
    ).toMatchObject({ verdict: 'up' });
    expect(seen.sort()).toEqual(['localhost nobody', 'own Bearer abcdef']);
  });
});

describe('page: settings', () => {
  it.each([
    [{ expect: { assets: 'yes' } }, 'expect.assets: Invalid input: expected "ok"'],
    [{ expect: { json: {} } }, 'expect: Unrecognized key: "json"'],
    [{ warn: { 'min-text': 1 } }, 'warn: Unrecognized key: "min-text"'],
  ])('%j is an error', (settings, complaint) => {
    expect(complaints(page, { url: 'https://a.test', ...settings })).toEqual([complaint]);
  });
});
