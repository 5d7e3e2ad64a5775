import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ingress } from '../../../../examples/demo/shop/ingress.ts';
import { rawPeer } from '../../../support/peers/raw.ts';
import { TestServer } from '../../../support/server.ts';

/** Nothing listens here. */
const NOBODY = 1;

/** What comes back for these bytes, to the end of the connection. */
const said = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let all = '';
    connect(port, '127.0.0.1')
      .on('data', (chunk) => {
        all += String(chunk);
      })
      .on('close', () => resolve(all))
      .on('error', reject)
      .write(bytes);
  });
const get = (port: number, path: string) =>
  said(port, `GET ${path} HTTP/1.1\r\nhost: shop\r\nconnection: close\r\n\r\n`);

describe("the shop's ingress", () => {
  const open: { close(): Promise<void> }[] = [];
  const started = async <Server extends { close(): Promise<void> }>(server: Server, ready: Promise<unknown>) => {
    await ready;
    open.push(server);
    return server;
  };
  const way = (backend: number, frontend: number) => {
    const server = ingress(0, backend, frontend);
    return started(server, server.open());
  };
  const upstream = () => {
    const server = new TestServer();
    return started(server, server.open());
  };
  afterEach(() => Promise.all(open.splice(0).map((server) => server.close())));
  const portOf = ({ url }: { readonly url: string }) => Number(new URL(url).port);

  it('sends /api/… to the backend, without that prefix, and everything else to the frontend', async () => {
    const [backend, frontend] = [await upstream(), await upstream()];
    const { port } = await way(portOf(backend), portOf(frontend));
    for (const path of ['/api/health?deep=1', '/', '/apiary', '/assets/shop.js']) await get(port, path);
    expect(backend.received.map((r) => r.path)).toEqual(['/health?deep=1']);
    expect(frontend.received.map((r) => r.path)).toEqual(['/', '/apiary', '/assets/shop.js']);
  });

  it('lives on with a 502 where nothing answers behind it', async () => {
    const { port } = await way(NOBODY, NOBODY);
    for (const path of ['/', '/api/health']) expect(await get(port, path)).toMatch(/^HTTP\/1\.1 502 /);
  });

  it('cuts an answer off where the one behind it is cut off', async () => {
    const half = await rawPeer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nhalf'));
    });
    open.push(half);
    const { port } = await way(NOBODY, half.port);
    expect(await get(port, '/')).toMatch(/half$/);
  });

  it('survives a path that is none', async () => {
    const { port } = await way(NOBODY, NOBODY);
    expect(await get(port, '//')).toMatch(/^HTTP\/1\.1 500 /);
    expect(await get(port, '/')).toMatch(/^HTTP\/1\.1 502 /);
  });
});
