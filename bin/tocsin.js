#!/usr/bin/env node
// Plain JavaScript on purpose: the machine's own Node may be too old. Then the one that is installed beside us runs it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = new URL('./tocsin.ts', import.meta.url);
// A checkout runs its sources; the published package has none.
const main = existsSync(source) ? source : new URL('../dist/bin/tocsin.js', import.meta.url);

if (Number(process.versions.node.split('.')[0]) >= 24) {
  // What was compiled is kept between starts: a command answers in a quarter of the time.
  module.enableCompileCache?.();
  await import(main.href);
} else {
  const node = installed();
  if (node === undefined) {
    console.error(
      `tocsin: Node ${process.versions.node} is too old and no other is installed: use Node 24 or newer, or \`npm install node@24\``,
    );
    process.exit(1);
  }
  const child = spawn(node, [fileURLToPath(main), ...process.argv.slice(2)], { stdio: 'inherit' });
  // The terminal signals the whole group; a supervisor signals only us.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}

/** npm's `node`, here or in the project that we are installed in. */
function installed() {
  try {
    const node = join(dirname(module.createRequire(import.meta.url).resolve('node/package.json')), 'bin/node');
    return existsSync(node) ? node : undefined;
  } catch {
    return undefined;
  }
}
