import { describe, expect, it } from '@jest/globals';
import { CODES } from '../../../src/core/check/codes.ts';
import { webApp } from '../../../src/web/app.ts';
import { render } from '../../../src/web/runbook.ts';
import { HOST, portsOf } from '../support/ports.ts';
import { SCENES } from '../support/scenes.ts';

const simulation = await SCENES.well!();
const app = webApp(portsOf(simulation));
const ask = (path: string, headers: Record<string, string> = {}, asked = app) =>
  asked.request(`http://${HOST}${path}`, { headers: { host: HOST, ...headers } });
const get = async (path: string) => {
  const answer = await ask(path);
  return { status: answer.status, text: await answer.text() };
};

describe('the runbook in the console', () => {
  it('has an index, from which every page can be reached', async () => {
    const { status, text } = await get('/runbook');
    expect(status).toBe(200);
    const links = [...text.matchAll(/href="(\/runbook\/[^"]+)"/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(Object.keys(CODES).length);
    for (const link of links) expect([link, (await get(link)).status]).toEqual([link, 200]);
    expect(text).toContain('<a href="#verdict-codes">');
    expect(text).toContain('<h2 id="verdict-codes">');
  });

  it('shows commands as they are typed, and leads on to other pages', async () => {
    const { text } = await get('/runbook/status');
    expect(text).toContain('<title>status: wrong status · shop</title>');
    expect(text).toContain('kubectl -n shop rollout undo deployment/backend-deployment');
    expect(text).toContain('<a href="/runbook/deadline">deadline (no answer in time)</a>');
    expect(text).not.toContain('.md"');
  });

  it.each([
    '/runbook/none',
    '/runbook/README',
    '/runbook/status.md',
    '/runbook/..%2f..%2fpackage',
    '/runbook/..%2FREADME',
    '/runbook/.',
    '/runbook/%00',
    '/runbook/constructor',
    '/runbook/%3Cimg%20src=x%3E',
  ])('%s is no page', async (path) => {
    const { status, text } = await get(path);
    expect(status).toBe(404);
    expect(text).not.toContain('<img');
  });

  it('is guarded as every page is: policy, Host header, login', async () => {
    const { headers } = await ask('/runbook/status');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect((await ask('/runbook/status', { host: 'evil.example' })).status).toBe(403);
    const asking = webApp(portsOf(simulation, { login: { user: 'ada', password: 'secret' } }));
    expect((await ask('/runbook/status', {}, asking)).status).toBe(401);
    const authorization = `Basic ${Buffer.from('ada:secret').toString('base64')}`;
    expect((await ask('/runbook/status', { authorization }, asking)).status).toBe(200);
  });

  it('runs no script, and has no style of its own in the page', async () => {
    const { text } = await get('/runbook/sql');
    expect(text).not.toMatch(/<script|\sstyle=|\son\w+=/);
  });
});

describe('what a page of the runbook may hold', () => {
  it.each([
    ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
    ['a <b>word</b>', '<p>a &lt;b&gt;word&lt;/b&gt;</p>\n'],
    ['<script>\nalert(1)\n</script>', '&lt;script&gt;\nalert(1)\n&lt;/script&gt;'],
    ['[click](javascript:alert(1))', '<p>click</p>\n'],
    ['[click](data:text/html,x)', '<p>click</p>\n'],
    ['[up](../../package.json)', '<p>up</p>\n'],
    ['![a "picture"](https://evil.example/x.png)', '<p>a &quot;picture&quot;</p>\n'],
    [
      '[quote](https://example.com/"onclick="x)',
      '<p><a href="https://example.com/&quot;onclick=&quot;x">quote</a></p>\n',
    ],
    ['[**there**](tcp_reset.md)', '<p><a href="/runbook/tcp_reset"><strong>there</strong></a></p>\n'],
    ['[all](README.md)', '<p><a href="/runbook">all</a></p>\n'],
  ])('%s', async (markdown, html) => {
    expect((await render(markdown)).trim()).toBe(html.trim());
  });
});
