import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `docker` was run with. */
export interface Typed {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly pid: number;
}

/** What becomes of a `docker`. */
export type DockerFate = 'well' | 'fails' | 'fails, done' | 'hangs' | 'hangs, done';

/** Puts a `docker` into a folder's `bin` that tells the engine what it was given, and says what the engine tells it. */
export function installDocker(folder: string): void {
  mkdirSync(join(folder, 'bin'));
  const [file, script] = [join(folder, 'bin', 'docker'), join(folder, 'docker.cjs')];
  // Node would take words like `--env-file` for its own.
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${script}' -- "$@"\n`);
  writeFileSync(
    script,
    `const { request } = require('node:http');
const socketPath = process.env.DOCKER_HOST.replace('unix://', '');
const asked = request({ socketPath, path: '/_docker', method: 'POST' }, (response) => {
  let body = '';
  response.on('data', (chunk) => { body += chunk; });
  response.on('end', () => {
    const { code, out, err } = JSON.parse(body);
    process.stdout.write(out);
    process.stderr.write(err);
    process.exitCode = code;
  });
});
asked.end(JSON.stringify({ words: process.argv.slice(3), environment: process.env, pid: process.pid }));
`,
  );
  chmodSync(file, 0o755);
}
