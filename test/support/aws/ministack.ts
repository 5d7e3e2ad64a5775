import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort } from '../servers/server.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
/** Ignored by git; made once. */
const VENV = join(ROOT, '.venv/ministack');
const VERSION = '1.5.33';
const BIN = join(ROOT, 'node_modules/.bin');
/** Twelve digits are an account of their own. */
export const ACCOUNT = '000000000001';

/** An emulated AWS on loopback, from PyPI; it runs Lambdas with the `node` of this project. */
export class Ministack {
  readonly #process: ChildProcess;
  readonly url: string;
  /** What AWS's tools and clients need to speak to it. */
  readonly environment: Readonly<Record<string, string>>;

  private constructor(process: ChildProcess, url: string, region: string) {
    this.#process = process;
    this.url = url;
    this.environment = {
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: ACCOUNT,
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      CDK_DEFAULT_ACCOUNT: ACCOUNT,
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      CI: 'true',
    };
  }

  /** `more`: of its own environment, which its Lambdas get as well. */
  static async start(region: string, more: Readonly<Record<string, string>> = {}): Promise<Ministack> {
    if (!existsSync(join(VENV, 'bin/ministack'))) {
      execFileSync('python3', ['-m', 'venv', VENV], { stdio: 'pipe' });
      execFileSync(join(VENV, 'bin/pip'), ['install', '--quiet', `ministack==${VERSION}`], { stdio: 'pipe' });
    }
    const port = await freePort();
    const child = spawn(join(VENV, 'bin/ministack'), [], {
      cwd: VENV,
      env: {
        ...process.env,
        ...more,
        PATH: `${BIN}:${process.env.PATH}`,
        BIND_HOST: '127.0.0.1',
        GATEWAY_PORT: String(port),
      },
      stdio: 'ignore',
      // Its workers are its children: they end with the group.
      detached: true,
    });
    const started = new Ministack(child, `http://127.0.0.1:${port}`, region);
    for (let tries = 120; ; tries--) {
      const ready = await fetch(`${started.url}/_ministack/health`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (ready) return started;
      if (tries === 0) throw new Error('the emulated AWS does not answer');
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  /** Runs the CDK's command line against it; throws with what it said where it failed. */
  cdk(...args: readonly string[]): string {
    return execFileSync(join(BIN, 'cdk'), args, {
      cwd: ROOT,
      env: { ...process.env, ...this.environment },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    process.kill(-this.#process.pid!, 'SIGTERM');
    await ended;
  }
}
