import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Simulation } from '../../../src/simulation/driver.ts';
import { Client } from '../support/client.ts';
import { HOST } from '../support/ports.ts';
import { SCENES } from '../support/scenes.ts';

let simulation: Simulation;
let client: Client;
beforeAll(async () => {
  simulation = await SCENES.p1!();
  client = new Client(simulation);
});

const ACKNOWLEDGE = '/api/incidents/shop-1/acknowledge';
const json = { 'content-type': 'application/json' };

describe('security headers', () => {
  it.each(['/', '/api/status', '/assets/main.js', '/nowhere', '/incidents/none-1'])('are on %s', async (path) => {
    const { headers } = await client.ask(path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('keep answers out of caches, and let assets be asked about', async () => {
    expect((await client.ask('/api/status')).headers.get('cache-control')).toBe('no-store');
    const asset = await client.ask('/assets/base.css');
    expect(asset.headers.get('cache-control')).toBe('no-cache');
    const tag = asset.headers.get('etag') ?? '';
    expect((await client.ask('/assets/base.css', { headers: { 'if-none-match': tag } })).status).toBe(304);
  });
});

describe('the Host header', () => {
  it.each(['evil.example', '127.0.0.1:9999', 'localhost', ''])('%j is refused: DNS rebinding', async (host) => {
    const response = await client.ask('/api/status', { headers: { host } });
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({ error: expect.stringContaining('is not a name of this console') });
  });

  it('is compared without regard to case', async () => {
    const named = new Client(simulation, { hosts: ['Tocsin.Example.com'] });
    expect((await named.ask('/healthz', { headers: { host: 'tocsin.example.COM' } })).status).toBe(200);
  });
});

describe('what changes something', () => {
  it.each([
    [403, { ...json, 'sec-fetch-site': 'cross-site' }],
    [403, { ...json, 'sec-fetch-site': 'same-site' }],
    [403, { ...json, origin: 'https://evil.example' }],
    [403, { ...json, origin: 'null' }],
    [403, { ...json, origin: 'http://127.0.0.1:9999' }],
    [415, { 'content-type': 'application/x-www-form-urlencoded' }],
    [415, { 'content-type': 'text/plain' }],
  ])('is refused with %i from %j', async (status, headers) => {
    const response = await client.ask(ACKNOWLEDGE, { method: 'POST', headers, body: '{"by":"devops-1"}' });
    expect(response.status).toBe(status);
    expect((await simulation.head('shop')).attention.is).toBe('nobody');
  });

  it('is at most 64 KiB', async () => {
    const reply = await client.send('POST', ACKNOWLEDGE, { by: 'x'.repeat(70_000) });
    expect(reply.status).toBe(413);
  });

  it('never is a GET or HEAD, of any address (A6)', async () => {
    const before = await simulation.head('shop');
    const paths = ['/', '/healthz', '/api/status', '/api/incidents', '/api/incidents/shop-1', '/incidents/shop-1'];
    const acts = ['acknowledge', 'escalate', 'approve', 'refuse'].map((act) => `/api/incidents/shop-1/${act}`);
    for (const path of [...paths, ...acts, '/api/mutes', '/api/mutes/m1', '/api/demo/break'])
      for (const method of ['GET', 'HEAD']) await client.ask(`${path}?by=devops-1`, { method, headers: json });
    expect(await simulation.head('shop')).toEqual(before);
    expect(await simulation.stores.mutes.current(simulation.clock.now())).toEqual([]);
  });

  it('is welcome from our own page', async () => {
    const own = { origin: `http://${HOST}`, 'sec-fetch-site': 'same-origin' };
    expect((await client.send('POST', ACKNOWLEDGE, { by: 'devops-1' }, own)).status).toBe(200);
    expect((await simulation.timeline('shop')).map(({ text }) => text).join('\n')).toContain('devops-1 (console)');
  });
});

describe('the login', () => {
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
  const locked = () => new Client(simulation, { login: { user: 'ops', password: 'pä:ss' } });

  it.each([
    [{}],
    [basic('ops:wrong')],
    [basic('ops')],
    [basic('')],
    [basic('other:pä:ss')],
    [{ authorization: 'Bearer pä:ss' }],
  ])('refuses %j', async (headers) => {
    for (const path of ['/', '/api/status', '/api/events', '/assets/main.js', '/metrics']) {
      const response = await locked().ask(path, { headers: headers as Record<string, string> });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain('Basic');
    }
  });

  it('lets the right one in, and asks nobody for /healthz', async () => {
    expect((await locked().ask('/api/status', { headers: basic('ops:pä:ss') })).status).toBe(200);
    expect((await locked().ask('/healthz')).status).toBe(200);
  });
});
