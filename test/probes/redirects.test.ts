import { createServer } from 'node:https';
import { describe, expect, it } from '@jest/globals';
import { http } from '../../src/probes/http.ts';
import { dnsPeer } from '../support/peers/dns.ts';
import { httpPeer } from '../support/peers/http.ts';
import { kept } from '../support/peers/kept.ts';
import { listening } from '../support/peers/raw.ts';
import { authority, certificate } from '../support/peers/tls.ts';
import { run } from '../support/probe-run.ts';

const keep = kept();

/** Redirects along a list of paths, the last of which answers. */
const chain = (steps: Readonly<Record<string, string>>, status = 302) =>
  httpPeer((request, response) => {
    const next = steps[request.url ?? ''];
    if (next === undefined) response.end(`${request.method} ${request.headers.authorization ?? 'nobody'}`);
    else response.writeHead(status, { location: next }).end();
  });

describe('redirects (W6)', () => {
  it('are followed and listed, their phases summed', async () => {
    const peer = await keep(chain({ '/': '/a?token=12345678', '/a?token=12345678': '/b' }));
    const finding = await run(http, { url: peer.url, expect: { redirects: 2 } });
    expect(finding).toMatchObject({
      verdict: 'up',
      observed: { redirects: 2, 'redirected-to': `${peer.url}a?… → ${peer.url}b` },
    });
    expect(peer.connections()).toBe(3);
  });

  it('are not followed where the config says so', async () => {
    const peer = await keep(chain({ '/': '/a' }));
    expect(
      await run(http, { url: peer.url, follow: false, expect: { status: 302, header: { location: '/a' } } }),
    ).toMatchObject({
      verdict: 'up',
      observed: { redirects: 0 },
    });
  });

  it('a loop is `redirect_limit` after ten', async () => {
    const peer = await keep(chain({ '/': '/' }));
    expect(await run(http, { url: peer.url })).toMatchObject({
      verdict: 'down',
      code: 'redirect_limit',
      text: expect.stringContaining('more than 10 times'),
    });
    expect(peer.connections()).toBe(11);
  });

  it('more than expected are `redirect_limit`', async () => {
    const peer = await keep(chain({ '/': '/a' }));
    expect(await run(http, { url: peer.url, expect: { redirects: false } })).toMatchObject({
      code: 'redirect_limit',
      text: 'redirects once instead of not at all',
    });
  });

  it.each([
    ['ftp://127.0.0.1/', 'redirects to ftp: instead of HTTP'],
    ['http://[', 'redirects to an address that cannot be read'],
  ])('to %s are `protocol_error`', async (location, text) => {
    const peer = await keep(chain({ '/': location }));
    expect(await run(http, { url: peer.url })).toMatchObject({ code: 'protocol_error', text });
  });

  it('from HTTPS to plain HTTP are `downgrade`', async () => {
    const ca = await authority();
    const server = createServer(await certificate({ ca }), (_, response) =>
      response.writeHead(301, { location: 'http://127.0.0.1/?secret=1' }).end(),
    );
    const peer = await keep(listening(server, 'https', () => 0));
    expect(await run(http, { url: peer.url, ca: ca.cert })).toMatchObject({
      verdict: 'down',
      code: 'downgrade',
      text: 'redirects from HTTPS to plain HTTP: http://127.0.0.1/?…',
    });
  });

  it.each([
    [302, 'GET'],
    [303, 'GET'],
    [307, 'POST'],
  ])('a %i turns POST into %s', async (status, method) => {
    const peer = await keep(chain({ '/': '/a' }, status));
    const finding = await run(http, { url: peer.url, method: 'POST', body: 'x', expect: { contains: `${method} ` } });
    expect(finding).toMatchObject({ verdict: 'up' });
  });

  it('leave credentials behind where they lead to another origin', async () => {
    const other = await keep(chain({}));
    const peer = await keep(chain({ '/': other.url }));
    const headers = { authorization: 'Bearer very-secret' };
    expect(await run(http, { url: other.url, headers, expect: { contains: 'very-secret' } })).toMatchObject({
      verdict: 'up',
    });
    expect(await run(http, { url: peer.url, headers, expect: { contains: 'nobody' } })).toMatchObject({
      verdict: 'up',
    });
  });

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://2852039166/',
    'http://0xa9fea9fe/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://10.1.2.3/',
  ])('to %s are refused, even from a literal loopback URL (W5)', async (location) => {
    const peer = await keep(chain({ '/': location }));
    expect(await run(http, { url: peer.url })).toMatchObject({ verdict: 'down', code: 'blocked_address' });
  });

  it('of a public name to a private address are refused, by redirect and by DNS (W5)', async () => {
    const inside = await keep(chain({}));
    const front = await keep(chain({ '/': `http://127.0.0.2:${inside.port}/` }));
    const dns = await keep(dnsPeer(() => ({ A: ['127.0.0.1'] })));
    const nameServers = [dns.server];
    const rebound = await run(http, { url: `http://inside.test:${inside.port}/` }, { nameServers });
    expect(rebound).toMatchObject({
      verdict: 'down',
      code: 'blocked_address',
      text: expect.stringContaining('allow-networks'),
    });
    const allowed = { nameServers, allowNetworks: ['127.0.0.1/32'] };
    const redirected = await run(http, { url: `http://front.test:${front.port}/` }, allowed);
    expect(redirected).toMatchObject({ code: 'blocked_address', observed: { redirects: 1 } });
    expect(inside.connections()).toBe(0);
  });

  it('`allow-networks` permits private addresses, never metadata', async () => {
    const peer = await keep(chain({}));
    const dns = await keep(dnsPeer((name) => ({ A: [name.startsWith('meta') ? '169.254.169.254' : '127.0.0.1'] })));
    const changes = { nameServers: [dns.server], allowNetworks: ['127.0.0.0/8', '169.254.0.0/16'] };
    expect(await run(http, { url: `http://shop.test:${peer.port}/` }, changes)).toMatchObject({
      verdict: 'up',
      observed: { address: '127.0.0.1' },
    });
    expect(await run(http, { url: 'http://meta.test/' }, changes)).toMatchObject({ code: 'blocked_address' });
  });
});
