import type { CheckResult } from '../../src/core/check/check.ts';
import { startDaemon } from '../../src/local/daemon.ts';
import { manyMonitors, type Watched } from './monitors.ts';

/** One result, as far as the benchmark looks at it; instants in ms since the epoch. */
export type Row = readonly [monitor: string, slot: number, startedAt: number, code: CheckResult['code']];

/** The whole daemon, without its terminal: it is told what to watch and where to keep its data, and asked for what it did. */
export type Ask = { readonly start: Watched; readonly directory: string } | 'report' | 'stop';
export type Reply = { readonly url: string } | { readonly rows: readonly Row[]; readonly errors: readonly string[] };

const rows: Row[] = [];
const errors: string[] = [];
const reporter = {
  checked: ({ monitor, slot, startedAt, code }: CheckResult) => void rows.push([monitor, slot, startedAt, code]),
  line: () => {},
  message: () => {},
  notice: () => {},
  error: (where: string, error: unknown) => void errors.push(`${where}: ${String(error)}`),
};
let stop = async () => {};

process.on('message', async (ask: Ask) => {
  if (ask === 'report') process.send!({ rows, errors } satisfies Reply);
  else if (ask === 'stop') {
    await stop();
    process.exit();
  } else {
    const secrets = { get: async () => undefined };
    const plan = manyMonitors(ask.start);
    const host = {
      environment: {},
      identity: async () => {
        throw new Error('nobody on AWS');
      },
    };
    const daemon = await startDaemon({ plan, directory: ask.directory, secrets, reporter, host, version: 'bench' });
    stop = daemon.stop;
    process.send!({ url: daemon.url } satisfies Reply);
  }
});
process.on('disconnect', () => process.exit());
