import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { browser } from '../../src/probes/browser.ts';
import { dnsPeer } from '../support/peers/dns.ts';
import { type File, httpPeer, site } from '../support/peers/http.ts';
import { kept } from '../support/peers/kept.ts';
import { expectConsistent, probeContract } from '../support/probe-contract.ts';
import { parse, run } from '../support/probe-run.ts';

const keep = kept();
const TIMEOUT = 20_000;

probeContract({ kind: browser, peers: false, settings: () => ({ url: 'https://shop.example.com/' }) });

const page = (script: string, body = '<main id="app"></main>'): Record<string, File> => ({
  '/': { type: 'text/html', body: `<!doctype html><title>Shop</title><body>${body}<script src="/app.js"></script>` },
  '/app.js': { type: 'text/javascript', body: script },
  '/favicon.ico': { status: 204 },
});
const RENDER = "document.querySelector('#app').textContent = 'Welcome to the shop'";

const look = async (files: Record<string, File>, settings: object = {}, around: object = {}) => {
  const peer = await keep(site(files));
  const finding = await run(browser, { url: peer.url, ...settings }, { timeout: TIMEOUT, trace: true, ...around });
  expectConsistent(finding);
  return finding;
};

/** An address where nobody listens any more; Chromium itself refuses low ports. */
async function gone(): Promise<string> {
  const peer = await httpPeer(() => {});
  await peer.close();
  return peer.url;
}

/** Chromium processes of this machine that a check may have left. */
const chromiums = (): number =>
  execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => /chromium.*--headless|playwright_chromiumdev_profile/.test(line) && !/ps -eo/.test(line)).length;

describe('browser: a page that is rendered by its scripts', () => {
  it('is up when a visitor would see what is expected, and leaves nothing behind', async () => {
    const before = chromiums();
    const expected = { 'min-text': 15, contains: 'Welcome to', absent: 'Application error' };
    const finding = await look(page(RENDER), { expect: expected, screenshot: 'always' });
    expect(finding).toMatchObject({ verdict: 'up', observed: { status: 200, 'visible-characters': 16 } });
    expect(finding.text).toMatch(/^renders in \d+/);
    expect(Buffer.from(finding.screenshot!.base64, 'base64').subarray(0, 3).toString('hex')).toBe('ffd8ff');
    expect(chromiums()).toBe(before);
  }, 60_000);

  it('an uncaught error, with a picture of what a visitor sees', async () => {
    const finding = await look(page(`${RENDER}; throw new TypeError('cart is undefined')`));
    expect(finding).toMatchObject({
      verdict: 'down',
      code: 'script_error',
      text: 'fails in the browser: cart is undefined',
      screenshot: { type: 'image/jpeg' },
    });
  }, 60_000);

  it('blank, though its HTML is fine', async () => {
    expect(await look(page('1 + 1'))).toMatchObject({
      verdict: 'down',
      code: 'blank_page',
      text: 'renders a blank page',
    });
  }, 60_000);

  it('an API call to a wrong base URL is named as such', async () => {
    const url = await gone();
    const finding = await look(page(`${RENDER}; fetch('${url}api/items?token=abcdef').catch(() => {})`));
    expect(finding).toMatchObject({
      verdict: 'down',
      code: 'request_failed',
      text: `calls its API at ${url}api/items?…, which does not answer: it refuses connections on ${new URL(url).host}`,
    });
  }, 60_000);

  it("on a public page, the visitor's own machine is told to be one", async () => {
    const peer = await keep(site(page(`${RENDER}; fetch('http://localhost:8000/api').catch(() => {})`)));
    const dns = await dnsPeer(() => ({ A: ['127.0.0.1'] }));
    const around = { nameServers: [dns.server], allowNetworks: ['127.0.0.0/8'], timeout: TIMEOUT };
    const finding = await run(browser, { url: `http://shop.example:${peer.port}/` }, around);
    await dns.close();
    expect(finding).toMatchObject({
      code: 'request_failed',
      text: "calls its API at http://localhost:8000/api, which is the visitor's own machine: its base URL is wrong",
    });
  }, 60_000);

  it('errors in the console, and failures that may be', async () => {
    const script = `${RENDER}; console.error('no cart', 7); fetch('/api/me').catch(() => {})`;
    const finding = await look(page(script), { expect: { 'failed-requests': 1 }, warn: { 'console-errors': 0 } });
    expect(finding).toMatchObject({ verdict: 'degraded', code: 'console_error' });
    expect(finding.text).toContain('logs an error: ');
    expect(finding.screenshot).toBeDefined();
  }, 60_000);

  it('an API that fails, and a script that is missing', async () => {
    const failing = await keep(
      httpPeer((request, response) => {
        if (request.url === '/api/items') return response.writeHead(503).end();
        const html = request.url === '/';
        response.setHeader('content-type', html ? 'text/html' : 'text/javascript');
        return response.end(html ? page('')['/']!.body : `${RENDER}; fetch('/api/items')`);
      }),
    );
    expect(await run(browser, { url: failing.url }, { timeout: TIMEOUT })).toMatchObject({
      code: 'request_failed',
      text: 'calls /api/items, which answers 503',
    });
    const { '/app.js': _, ...without } = page('');
    expect(await look(without)).toMatchObject({ code: 'request_failed', text: 'needs /app.js, which answers 404' });
  }, 60_000);

  it('web vitals against bounds', async () => {
    const finding = await look(page(RENDER), {
      warn: { 'time-to-first-byte': '0.001ms', 'largest-contentful-paint': '10s' },
    });
    expect(finding).toMatchObject({ verdict: 'degraded', code: 'vitals' });
    expect(finding.text).toMatch(/^has a time to first byte of \d+ ms, more than/);
    expect(finding.observed).toHaveProperty('largest-contentful-paint-ms');
  }, 60_000);
});

describe('browser: what it may reach', () => {
  it('no metadata service and no private address, from a script, an image, a frame or a redirect (W5)', async () => {
    const secret = await keep(httpPeer((_, response) => response.end('secret')));
    const script = `${RENDER};
      for (const url of ['http://169.254.169.254/latest/meta-data', 'http://127.0.0.1:${secret.port}/', 'http://[::1]:${secret.port}/', 'http://2130706433:${secret.port}/']) {
        fetch(url, { mode: 'no-cors' }).catch(() => {});
        new Image().src = url;
        const frame = document.createElement('iframe'); frame.src = url; document.body.append(frame);
      }
      new WebSocket('ws://127.0.0.1:${secret.port}/');
      fetch('/inside', { mode: 'no-cors' }).catch(() => {});`;
    const peer = await keep(
      httpPeer((request, response) => {
        if (request.url === '/inside') return response.writeHead(302, { location: secret.url }).end();
        const html = request.url === '/';
        response.setHeader('content-type', html ? 'text/html' : 'text/javascript');
        return response.end(html ? page('')['/']!.body : script);
      }),
    );
    // The page itself is at a public name; loopback is allowed for its own address only.
    const dns = await dnsPeer((name) => (name === 'shop.example' ? { A: ['127.0.0.2'] } : 'nxdomain'));
    const around = { nameServers: [dns.server], allowNetworks: ['127.0.0.2/32'], timeout: TIMEOUT };
    const outside = await keep(
      httpPeer((request, response) => {
        void fetch(`${peer.url.slice(0, -1)}${request.url}`, { redirect: 'manual' }).then(async (answer) => {
          response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
        });
      }, '127.0.0.2'),
    );
    const finding = await run(browser, { url: `http://shop.example:${outside.port}/` }, around);
    await dns.close();
    expect(finding).toMatchObject({ verdict: 'down', code: 'request_failed' });
    expect(secret.connections()).toBe(0);
  }, 60_000);

  it('a page at a refused address is not opened', async () => {
    expect(await run(browser, { url: 'http://169.254.169.254/' }, { timeout: TIMEOUT })).toMatchObject({
      verdict: 'down',
      code: 'blocked_address',
    });
  }, 60_000);

  it('a server that refuses, one that hangs up', async () => {
    expect(await run(browser, { url: await gone() }, { timeout: TIMEOUT })).toMatchObject({
      code: 'tcp_refused',
    });
    const closing = await keep(httpPeer((request) => request.socket.destroy()));
    expect(await run(browser, { url: closing.url }, { timeout: TIMEOUT })).toMatchObject({ code: 'protocol_error' });
  }, 60_000);

  it("headers and credentials go to the page's own origin only, and into no finding (W7)", async () => {
    const heard: Record<string, unknown>[] = [];
    const other = await keep(
      httpPeer((request, response) => {
        heard.push(request.headers);
        response.setHeader('access-control-allow-origin', '*');
        response.end('{}');
      }),
    );
    const own: Record<string, unknown>[] = [];
    const peer = await keep(
      httpPeer((request, response) => {
        own.push(request.headers);
        const html = request.url === '/';
        response.setHeader('content-type', html ? 'text/html' : 'text/javascript');
        response.end(html ? page('')['/']!.body : `${RENDER}; fetch('${other.url}')`);
      }),
    );
    const settings = { url: peer.url, headers: { 'x-own': 'mine' }, auth: { bearer: 'tok-of-tocsin' } };
    const finding = await run(browser, settings, { timeout: TIMEOUT, trace: true });
    expect(finding).toMatchObject({ verdict: 'up' });
    expect(own[0]).toMatchObject({ 'x-own': 'mine', authorization: 'Bearer tok-of-tocsin' });
    expect(heard).toHaveLength(1);
    expect(heard[0]).not.toHaveProperty('authorization');
    expect(heard[0]).not.toHaveProperty('x-own');
    expect(JSON.stringify(finding)).not.toContain('tok-of-tocsin');
  }, 60_000);
});

describe('browser: time', () => {
  it('is kept within a second, and the process is gone (W1)', async () => {
    const before = chromiums();
    const peer = await keep(httpPeer(() => {}));
    const started = performance.now();
    const finding = await run(browser, { url: peer.url }, { timeout: 4_000 });
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(finding).toMatchObject({ verdict: 'down', code: 'deadline' });
    expect(chromiums()).toBe(before);
  }, 60_000);

  it('a page that spins is no reason to wait', async () => {
    const started = performance.now();
    const finding = await look(page('for (;;) {}'), {}, { timeout: 4_000 });
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(finding).toMatchObject({ verdict: 'down', code: 'deadline' });
  }, 60_000);

  it('a browser that does not start is our fault, and says what to do', async () => {
    process.env.TOCSIN_CHROMIUM = '/nowhere/chromium';
    const finding = await run(browser, { url: 'http://127.0.0.1:9/' }, { timeout: TIMEOUT });
    delete process.env.TOCSIN_CHROMIUM;
    expect(finding).toMatchObject({
      verdict: 'unknown',
      text: expect.stringContaining('TOCSIN_CHROMIUM can name another'),
    });
  }, 60_000);
});

it('settings of the design parse', () => {
  const settings = {
    url: 'https://shop.example.com/',
    expect: { 'script-errors': 0, 'failed-requests': 0, 'min-text': 200 },
    warn: { 'largest-contentful-paint': '4s' },
  };
  expect(parse(browser, settings)).toMatchObject({ warn: { 'largest-contentful-paint': 4_000 } });
});
