import { join } from 'node:path';
import { buildSync, type Metafile } from 'esbuild';
import { CARRIED } from './carried.ts';
import { entriesOf } from './entries.ts';

const NODE_HTTP = join(import.meta.dirname, 'instead/node-http.ts');

/** ESM has no `require`, and some packages ask for one all the same. */
const BANNER =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/**
 * Bundles every handler and every kind into one folder, what they share in chunks between them. Answers what esbuild says
 * of the files. Throws esbuild's own error where something cannot be resolved.
 */
export function bundle(root: string, folder: string): Metafile {
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: entriesOf(root),
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    mainFields: ['module', 'main'],
    external: [...CARRIED, 'pg-native'],
    alias: { 'node:http': NODE_HTTP, http: NODE_HTTP },
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunk-[hash]',
    banner: { js: BANNER },
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
  });
  return metafile;
}
