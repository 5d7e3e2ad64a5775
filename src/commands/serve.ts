import { resolve } from 'node:path';
import { awsIdentity } from '../adapters/aws/identity.ts';
import { DataError } from '../adapters/node/data-error.ts';
import type { Plan } from '../core/plan.ts';
import { type Daemon, startDaemon } from '../local/daemon.ts';
import { ListenError } from '../local/server.ts';
import { WeakKey } from '../runtime/answer-links.ts';
import { MissingSecret } from '../runtime/secrets.ts';
import type { Demo } from '../web/ports.ts';
import type { ConfigFile } from './config-file.ts';
import { EXIT, type Exit, Failure, type Io } from './io.ts';
import { terminal } from './terminal.ts';
import { VERSION } from './version.ts';

export interface ServeOptions {
  readonly port?: string;
  readonly data?: string;
}

/** Problems that people can mend: shown as a sentence, without a stack. */
const EXPECTED = [DataError, ListenError, MissingSecret, WeakKey];

/** Runs a daemon until Ctrl-C or SIGTERM; a second one ends at once. */
export async function serve(
  config: ConfigFile,
  options: ServeOptions,
  io: Io,
  more: { readonly demo?: Demo; readonly heading: (url: string) => string },
): Promise<Exit> {
  const plan = onPort(config.plan, options.port);
  const shown = terminal(io, Date.now, Object.keys(plan.monitors));
  const directory = resolve(io.directory, options.data ?? '.tocsin');
  // A watcher goes on: what it decides is in the record, so one bug must not cost the next page.
  const unexpected = (error: unknown) => shown.error('unexpected', error);
  process.on('unhandledRejection', unexpected);
  const daemon = await starting(() =>
    startDaemon({
      plan,
      directory,
      secrets: config.secrets,
      reporter: shown,
      version: VERSION,
      host: { environment: io.environment, identity: awsIdentity },
      ...(more.demo && { demo: more.demo }),
    }),
  );
  shown.heading(more.heading(daemon.url));
  await interrupted();
  shown.end();
  io.out('Stopping …');
  await daemon.stop();
  process.off('unhandledRejection', unexpected);
  io.out('Stopped. Open incidents go on at the next start.');
  return EXIT.ok;
}

async function starting(start: () => Promise<Daemon>): Promise<Daemon> {
  try {
    return await start();
  } catch (error) {
    if (EXPECTED.some((kind) => error instanceof kind))
      throw new Failure((error as Error).message, EXIT.notOk, { cause: error });
    throw error;
  }
}

function onPort(plan: Plan, port: string | undefined): Plan {
  return port === undefined ? plan : { ...plan, console: { ...plan.console, port: portNumber(port, '--port') } };
}

export function portNumber(text: string, option: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_530) return port;
  throw new Failure(`'${text}' is not a port: give a number from 1 to 65530 with ${option}`, EXIT.config);
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Resolves at Ctrl-C or SIGTERM; a second one ends at once. */
export function interrupted(): Promise<void> {
  return new Promise((done) => {
    for (const signal of SIGNALS) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(130));
        done();
      });
    }
  });
}
