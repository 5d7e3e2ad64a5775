import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsIdentity } from '../../../src/adapters/aws/identity.ts';
import { openData } from '../../../src/adapters/node/open.ts';
import { EnvironmentSecrets } from '../../../src/adapters/node/secrets.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import type { CheckResult } from '../../../src/core/check/check.ts';
import type { Plan } from '../../../src/core/plan.ts';
import { startDaemon } from '../../../src/local/daemon.ts';
import { WitnessedIncidents } from '../../../src/simulation/soak/record.ts';
import { loadedFrom } from '../config.ts';
import { freePort } from '../servers/server.ts';
import type { Seen } from './lived.ts';
import { configOf, liveThrough, Town } from './scenario.ts';

/** The scenario on one machine, by the daemon itself. */
export async function onOneMachine(): Promise<Seen> {
  const directory = mkdtempSync(join(tmpdir(), 'tocsin-history-'));
  const town = await new Town().open();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = configOf(town.shop.url, town.hook.url).replace('locations: [eu-west-1]\n', '');
  const loaded = loadedFrom(config.replace('aws: { watch: us-east-1 }\n', '')).plan;
  const plan: Plan = { ...loaded, console: { ...loaded.console, host: '127.0.0.1', port, publicUrl: url } };
  const data = openData({ directory, clock: systemClock });
  const incidents = new WitnessedIncidents(data.incidents, Date.now, () => undefined);
  const looks: CheckResult[] = [];
  const surprises: unknown[] = [];
  const start = Date.now();
  const daemon = await startDaemon({
    plan,
    directory,
    data: Object.assign(Object.create(data), { incidents }),
    secrets: new EnvironmentSecrets(join(directory, '.env'), {}),
    version: 'test',
    host: { environment: {}, identity: awsIdentity },
    reporter: {
      checked: (result) => void looks.push(result),
      line: () => {},
      message: () => {},
      notice: () => {},
      error: (where, error) => void surprises.push(`${where}: ${String(error)}`),
    },
  });
  try {
    const lived = await liveThrough(town, {
      head: () => data.incidents.head('shop'),
      answer: (token) => `${url}/a/${token}`,
    });
    const head = (await data.incidents.head('shop'))!;
    return {
      ...lived,
      plan,
      start,
      commits: incidents.commits.map(({ at, head: of }) => ({ at, head: of as typeof head })),
      rows: await data.incidents.rows(head.id),
      archived: [...incidents.ended],
      messages: town.messages,
      looks,
      surprises,
    };
  } finally {
    await daemon.stop();
    await town.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
