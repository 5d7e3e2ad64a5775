import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname } from 'node:path';

/** A file that the browser loads, with a tag that changes with its content. */
export interface Asset {
  readonly body: string;
  readonly type: string;
  readonly tag: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The chart library comes as it was published. */
const CHARTS = { 'uPlot.esm.js': 'uplot/dist/uPlot.esm.js', 'uPlot.min.css': 'uplot/dist/uPlot.min.css' };

/** All assets by name, read once (those of the package's charts only where they are asked for); only these names are served, so no path can lead elsewhere. */
export function readAssets(which?: 'without charts'): ReadonlyMap<string, Asset> {
  const folder = new URL('../web/assets/', import.meta.url);
  const { resolve } = createRequire(import.meta.url);
  const own = readdirSync(folder)
    .filter((name) => extname(name) in TYPES)
    .map((name) => [name, new URL(name, folder)] as const);
  const charts = Object.entries(which ? {} : CHARTS).map(([name, path]) => [name, resolve(path)] as const);
  return new Map([...own, ...charts].map(([name, path]) => [name, asset(name, readFileSync(path, 'utf8'))]));
}

function asset(name: string, body: string): Asset {
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { body, type: TYPES[extname(name)]!, tag };
}
