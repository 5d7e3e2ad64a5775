import type { Command } from 'commander';
import { DEFAULT_CONFIG, openConfig, unsetSecrets } from './config-file.ts';
import { EXIT, type Exit, Failure, type Io } from './io.ts';
import { report } from './report.ts';
import { type ServeOptions, serve } from './serve.ts';

interface Options extends ServeOptions {
  readonly config?: string;
  readonly location?: string;
  readonly to?: string;
}

/** Watches the system of a config, in this process, until it is stopped. */
export async function run({ config: path = DEFAULT_CONFIG, location, to, ...options }: Options, io: Io): Promise<Exit> {
  const config = openConfig(path, io);
  if (location !== undefined || to !== undefined) return report(config, location, to, io);
  // Now, and not in the night in which it would have been needed.
  const missing = unsetSecrets(config);
  if (missing.length > 0) throw new Failure(missing.join('\n'), EXIT.config);
  return serve(config, options, io, {
    heading: (url) =>
      `${config.plan.name}: watching ${Object.keys(config.plan.monitors).length} monitors. Console: ${url}`,
  });
}

export const describeRun = (command: Command): Command =>
  command
    .description('watch the system of a config, in this process')
    .option('-f, --config <file>', 'the config', DEFAULT_CONFIG)
    .option('--port <n>', "the console's port")
    .option('--data <dir>', 'where incidents and results are kept', '.tocsin')
    .option('--location <name>', 'look from here, as an agent of `locations`, and report to another Tocsin')
    .option('--to <url>', "that Tocsin's console")
    .addHelpText(
      'after',
      '\nExamples:\n  tocsin run\n  tocsin run -f shop.yaml --port 8080 --data /var/lib/tocsin\n  tocsin run --location inside --to https://tocsin.example.com\n',
    );
