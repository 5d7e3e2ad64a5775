import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { config } from '../../src/config/config.ts';
import { runCommand } from '../support/command.ts';
import type { DockerEngine } from '../support/compose/engine.ts';
import { openShop } from '../support/compose/shop.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/compose.md'), 'utf8');
const yaml = /```yaml\n([\s\S]*?)```/.exec(page)![1]!;
const shown = /```\n(✗[\s\S]*?)```/.exec(page)![1]!;
const people = 'people: { ada: { notify: [console] } }\n';

let docker: DockerEngine | undefined;
afterEach(() => docker?.close());

describe('docs/compose.md', () => {
  it('has a config that loads, with each `do` that it names', () => {
    for (const does of ['rollback', 'restart', 'restart-all', 'scale']) {
      const loaded = config.text('tocsin.yaml', yaml.replace('do: rollback', `do: ${does}`) + people);
      expect(loaded.ok ? [] : loaded.problems).toEqual([]);
      expect(loaded.ok && loaded.plan.remedies['roll-back-backend']).toMatchObject({ settings: { do: does } });
    }
  });

  it('shows what `tocsin diagnose` says', async () => {
    docker = await openShop('1.8.3', 2, () => Date.UTC(2026, 10, 2, 13, 58));
    const { machine, socket, folder } = docker;
    const [first, second] = machine.containers;
    const ended = { Status: 'exited', ExitCode: 137, OOMKilled: true, FinishedAt: '2026-11-02T14:01:10.5Z' };
    Object.assign(first!.State, ended);
    first!.RestartCount = 3;
    machine.logs.set(
      '/shop-backend-1',
      'connecting to postgresql://shop:hunter2@db:5432/shop\n!connection to server at "db" (10.0.0.9), port 5432 failed: Connection refused\n',
    );
    Object.assign(second!.HostConfig, { Memory: 100_000_000, NanoCpus: 500_000_000 });
    machine.stats.set('/shop-backend-2', {
      memory_stats: { usage: 107_000_000, stats: { inactive_file: 10_000_000 } },
      cpu_stats: { cpu_usage: { total_usage: 1_500 }, system_cpu_usage: 20_000, online_cpus: 2 },
      precpu_stats: { cpu_usage: { total_usage: 1_000 }, system_cpu_usage: 10_000 },
    });
    writeFileSync(
      join(folder, 'tocsin.yaml'),
      yaml.replace('service: backend }', `service: backend, socket: ${socket} }`) + people,
    );
    const { exit, out } = await runCommand(['diagnose'], folder, docker.environment);
    // Our own looks are of now, and take what they take.
    const still = (text: string) => text.replace(/looked at [\d:]+/, 'looked at').replace(/\d+ ms/g, 'ms');
    expect(still(out)).toBe(still(shown));
    expect(exit).toBe(1);
    expect(docker.changes).toEqual([]);
    const json = JSON.parse((await runCommand(['diagnose', '-o', 'json'], folder, docker.environment)).out);
    expect(json.found[0]).toMatchObject({ monitor: 'backend', placed: { project: 'shop', service: 'backend' } });
  });

  it('says how Docker cannot be reached', async () => {
    docker = await openShop();
    const { folder } = docker;
    const none = join(folder, 'none.sock');
    writeFileSync(join(folder, 'tocsin.yaml'), yaml.replace('backend }', `backend, socket: ${none} }`) + people);
    const { exit, out } = await runCommand(['diagnose', 'backend'], folder, docker.environment);
    expect([exit, out.split('\n')[0]]).toEqual([
      1,
      '✗ backend: 5 of 5 looks at once fail the same way (connection refused): it is down',
    ]);
    expect(out).toContain('none.sock: there is no such socket (does Docker run, and is that where it listens?)');
  });
});
