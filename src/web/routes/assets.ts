import type { Hono } from 'hono';
import { readAssets } from '../files.ts';
import { Problem } from '../problem.ts';

/** Scripts, styles and icons; the browser asks each time, and is mostly told that nothing changed. */
export function assetRoutes(app: Hono, which?: 'without charts'): void {
  const assets = readAssets(which);
  app.get('/assets/:name', (c) => {
    const asset = assets.get(c.req.param('name'));
    if (!asset) throw new Problem(404, `there is no asset '${c.req.param('name')}'`);
    const headers = { etag: asset.tag, 'cache-control': 'no-cache' };
    if (c.req.header('if-none-match') === asset.tag) return c.body(null, 304, headers);
    return c.body(asset.body, 200, { ...headers, 'content-type': asset.type });
  });
}
