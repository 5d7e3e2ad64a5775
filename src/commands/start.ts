import type { Command } from 'commander';
import { demo } from './demo.ts';
import type { Exit, Io } from './io.ts';
import { run } from './run.ts';
import type { ServeOptions } from './serve.ts';

interface Options extends ServeOptions {
  readonly config?: string;
  readonly shopPort?: string;
}

/** What `npm start` does: with a config it is watched, without one the demo is. */
export const start = ({ config, ...options }: Options, io: Io): Promise<Exit> =>
  config === undefined ? demo(options, io) : run({ config, ...options }, io);

export const describeStart = (command: Command): Command =>
  command
    .description('with -f, run; without, the demo')
    .option('-f, --config <file>', 'the config of a real system')
    .option('--port <n>', "the console's port")
    .option('--shop-port <n>', "without -f: the first of the shop's five ports")
    .option('--data <dir>', 'where incidents and results are kept')
    .addHelpText('after', '\nExamples:\n  npm start\n  npm start -- -f shop.yaml --port 8080 --data ./data\n');
