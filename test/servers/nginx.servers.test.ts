import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { http } from '../../src/probes/http.ts';
import { page } from '../../src/probes/page.ts';
import { tls } from '../../src/probes/tls.ts';
import { authority, certificate, type Pair } from '../support/peers/tls.ts';
import { expectConsistent } from '../support/probe-contract.ts';
import { run } from '../support/probe-run.ts';
import { directoryFor, freePort, type RealServer, startServer } from '../support/servers/server.ts';

let server: RealServer;
let [plain, secured, strict] = [0, 0, 0];
let ca: Pair;
let client: Pair;

beforeAll(async () => {
  ca = await authority();
  client = await certificate({ ca, name: 'tocsin' });
  const own = await certificate({ ca });
  const directory = directoryFor();
  const file = (name: string, text: string) => writeFileSync(join(directory, name), text);
  [plain, secured, strict] = [await freePort(), await freePort(), await freePort()];
  const dead = await freePort();
  file('index.html', '<!doctype html><main>Welcome to the shop</main><script src="/app.js"></script>');
  file('app.js', 'run()');
  file('own.pem', own.cert);
  file('own.key', own.key);
  file('ca.pem', ca.cert);
  const keys = 'ssl_certificate own.pem; ssl_certificate_key own.key;';
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (n) => `${n}_temp_path ${directory}/${n};`,
  );
  file(
    'nginx.conf',
    `daemon off; master_process off; pid ${directory}/pid; error_log stderr crit;
events {}
http {
  types { text/html html; text/javascript js; } access_log off; root ${directory}; ${temporary.join(' ')}
  server { listen 127.0.0.1:${plain}; gzip on; gzip_min_length 1; gzip_types text/javascript;
    location /api { proxy_pass http://127.0.0.1:${dead}; } location /there { return 302 /; } }
  server { listen 127.0.0.1:${secured} ssl http2; ${keys} }
  server { listen 127.0.0.1:${strict} ssl; ${keys} ssl_client_certificate ca.pem; ssl_verify_client on; }
}
`,
  );
  server = startServer({
    program: 'nginx',
    args: ['-p', directory, '-c', join(directory, 'nginx.conf'), '-e', 'stderr'],
    directory,
  });
  await server.until('ready', async () => (await fetch(`http://127.0.0.1:${plain}/`)).ok);
}, 60_000);
afterAll(() => server?.stop());

const look = async (kind: Parameters<typeof run>[0], settings: object) => {
  const finding = await run(kind, settings);
  expectConsistent(finding);
  return finding;
};

describe('a real nginx', () => {
  it('a page with its script, packed, and by a redirect', async () => {
    const settings = { url: `http://127.0.0.1:${plain}/there`, expect: { 'min-text': 10, assets: 'ok', api: 'ok' } };
    expect(await look(page, settings)).toMatchObject({ verdict: 'up', observed: { assets: 1, redirects: 1 } });
  });

  it('502 where its backend is dead (2.1)', async () => {
    expect(await look(http, { url: `http://127.0.0.1:${plain}/api/health` })).toMatchObject({
      code: 'status',
      text: 'answers 502 instead of 200-299',
    });
  });

  it('HTTP/2, and its certificate', async () => {
    const settings = { url: `https://127.0.0.1:${secured}/`, ca: ca.cert, expect: { 'http-version': 2 } };
    expect(await look(http, settings)).toMatchObject({ verdict: 'up', observed: { 'http-version': '2.0' } });
    const shown = await look(tls, { host: '127.0.0.1', port: secured, ca: ca.cert });
    expect(shown).toMatchObject({ verdict: 'up', observed: { 'certificate-days-left': 89 } });
  });

  it('a client certificate: shown, not shown', async () => {
    const settings = { url: `https://127.0.0.1:${strict}/`, ca: ca.cert };
    const identity = { certificate: client.cert, key: client.key };
    expect(await look(http, { ...settings, 'client-certificate': identity })).toMatchObject({ verdict: 'up' });
    expect(await look(http, settings)).toMatchObject({ code: 'status', text: 'answers 400 instead of 200-299' });
  });
});
