#!/usr/bin/env node
// Plain JavaScript on purpose: the machine's own Node may be too old for TypeScript. Then the project's Node runs it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as module from 'node:module';
import { fileURLToPath } from 'node:url';

const main = new URL('./tocsin.ts', import.meta.url);

if (Number(process.versions.node.split('.')[0]) >= 24) {
  // Stripped types are kept between starts: a command answers in a quarter of the time.
  module.enableCompileCache?.();
  await import(main.href);
} else {
  const node = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
  if (!existsSync(node)) {
    console.error(
      `tocsin: Node ${process.versions.node} is too old and the project's own is not installed: run npm ci, or use Node 24 or newer`,
    );
    process.exit(1);
  }
  const child = spawn(node, [fileURLToPath(main), ...process.argv.slice(2)], { stdio: 'inherit' });
  // The terminal signals the whole group; a supervisor signals only us.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}
