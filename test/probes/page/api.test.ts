import { describe, expect, it } from '@jest/globals';
import { page } from '../../../src/probes/page.ts';
import { dnsPeer } from '../../support/peers/dns.ts';
import { type File, json, site } from '../../support/peers/http.ts';
import { kept } from '../../support/peers/kept.ts';
import { expectConsistent } from '../../support/probe-contract.ts';
import { complaints, run } from '../../support/probe-run.ts';

const keep = kept();

const withScript = (script: string): Record<string, File> => ({
  '/': { type: 'text/html', body: '<!doctype html><main>Shop</main><script src="/app.js"></script>' },
  '/app.js': { type: 'text/javascript', body: script },
});
const withHead = (head: string): Record<string, File> => ({
  '/': { type: 'text/html', body: `<!doctype html><head>${head}</head><main>Shop</main>` },
});

const look = async (files: Record<string, File>, api: string = 'ok') => {
  const peer = await keep(site(files));
  const finding = await run(page, { url: peer.url, expect: { api } });
  expectConsistent(finding);
  return finding;
};

describe('page: the API base URL that it names', () => {
  it('one that answers is fine, whatever it answers', async () => {
    const api = await keep(json({}, 404));
    expect(await look(withScript(`const API_BASE_URL="${api.url}";`))).toMatchObject({ verdict: 'up' });
    expect(api.connections()).toBe(1);
  });

  const gone = 'http://127.0.0.1:9';
  it.each([
    ['a script, by name', withScript(`const NEXT_PUBLIC_API_BASE_URL="${gone}"`)],
    ['a script, as a bundler leaves it', withScript(`let e="${gone}";fetch(e+"/items")`)],
    ['an object', withScript(`window.__ENV={apiUrl:'${gone}'}`)],
    ['an inline script', withHead(`<script>window.backendOrigin = "${gone}"</script>`)],
    ['JSON for the script', withHead(`<script type="application/json">{"apiBase":"http:\\/\\/127.0.0.1:9"}</script>`)],
    ['a meta element', withHead(`<meta name="api-base-url" content="${gone}">`)],
    ['a data attribute', withHead(`<link data-api-url="${gone}">`)],
  ])('one that does not answer is told, from %s', async (_where, files) => {
    expect(await look(files)).toMatchObject({
      verdict: 'down',
      code: 'request_failed',
      text: 'names the API base URL http://127.0.0.1:9, which does not answer: it refuses connections on 127.0.0.1:9',
    });
  });

  it("frameworks' own addresses are no APIs, nor are links", async () => {
    const files = withHead('<a href="http://127.0.0.1:9/api/docs">docs</a><script src="/app.js"></script>');
    const script = {
      '/app.js': { type: 'text/javascript', body: 'new URL(e,"http://n");x="https://reactjs.org/docs"' },
    };
    expect(await look({ ...files, ...script })).toMatchObject({ verdict: 'up' });
  });

  it('one that was asked for has to be named, and has to answer', async () => {
    const api = await keep(json({}));
    const files = withScript(`let e="${api.url.slice(0, -1)}"`);
    expect(await look(files, api.url)).toMatchObject({ verdict: 'up' });
    expect(await look(files, 'http://127.0.0.1:9/')).toMatchObject({
      code: 'request_failed',
      text: 'does not name its API base URL http://127.0.0.1:9/',
    });
  });

  it.each([
    ['http://localhost:8000', "is the visitor's own machine"],
    ['http://backend:8000', 'only exists inside your network'],
    ['http://backend-service.shop.svc.cluster.local/api', 'only exists inside your network'],
    ['http://10.0.0.7:8000', 'only exists inside your network'],
  ])('a public page that names %s: it %s', async (base, why) => {
    const peer = await keep(site(withScript(`const API="${base}"`)));
    const dns = await dnsPeer(() => ({ A: ['127.0.0.1'] }));
    const url = `http://shop.example:${peer.port}/`;
    const around = { nameServers: [dns.server], allowNetworks: ['127.0.0.0/8'] };
    const finding = await run(page, { url, expect: { api: 'ok' } }, around);
    await dns.close();
    expect(finding).toMatchObject({ code: 'request_failed', text: `names the API base URL ${base}, which ${why}` });
  });

  it('a hostile script costs no time', async () => {
    const hostile = withScript(`"${'api-'.repeat(120_000)}${'"http://'.repeat(60_000)}`);
    expect(await look(hostile)).toMatchObject({ verdict: 'up' });
  });

  it('complains about what is no address', () => {
    expect(complaints(page, { url: 'http://a/', expect: { api: 'yes' } }).join()).toContain('expect.api');
  });
});
