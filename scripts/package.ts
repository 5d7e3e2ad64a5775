import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** `npm pack` runs this: `dist/` becomes the compiled package, laid out as the checkout is, handlers bundled. */
const ROOT = resolve(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
/** What is read at run time beside the code, at the same places. */
const READ = ['src/web/assets', 'docs/runbook', 'examples'] as const;

const node = (...args: readonly string[]) => execFileSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });

rmSync(DIST, { recursive: true, force: true });
node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.package.json');
for (const each of READ)
  cpSync(join(ROOT, each), join(DIST, each), { recursive: true, filter: (source) => !source.endsWith('.ts') });
node('lib/code/build.ts', ROOT, join(DIST, 'lambda'));
