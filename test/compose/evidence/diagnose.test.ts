import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { engineAt } from '../../../src/compose/engine.ts';
import { diagnose } from '../../../src/compose/evidence/diagnose.ts';
import { partsOf } from '../../../src/compose/evidence/parts.ts';
import type { DockerEngine } from '../../support/compose/engine.ts';
import type { Container } from '../../support/compose/machine.ts';
import { openShop } from '../../support/compose/shop.ts';

const AT = Date.UTC(2026, 10, 2, 14, 1);
let docker: DockerEngine;
beforeEach(async () => {
  docker = await openShop('1.8.2', 2, () => AT);
});
afterEach(() => docker.close());

const ref = () => ({ project: 'shop', service: 'backend', socket: docker.socket });
const look = (more: object = {}) => diagnose(engineAt(docker.socket, 2_000), ref(), { zone: 'UTC', ...more });
const parts = async (more: object = {}) =>
  Object.fromEntries(partsOf(await look(more), ref(), 'UTC').map(({ title, lines }) => [title, lines]));
const killed = ({ State }: Container) =>
  Object.assign(State, { Status: 'exited', ExitCode: 137, OOMKilled: true, FinishedAt: '2026-11-02T14:01:10Z' });

describe('evidence of a service', () => {
  it('says in a sentence how many run, what ended how and when, and which image it is', async () => {
    for (const each of docker.machine.containers) killed(each);
    const { summary, isWell } = await look();
    expect(summary).toBe('backend: 0 of 2 running, exited 137 (out of memory) since 14:01, image 1.8.2');
    expect(isWell).toBe(false);
  });

  it('reads the last words of those in trouble, redacted, and what they give away', async () => {
    const [first] = docker.machine.containers;
    Object.assign(first!.State, { Status: 'restarting', ExitCode: 1 });
    first!.RestartCount = 7;
    docker.machine.logs.set(
      '/shop-backend-1',
      'größe: 3 µs, token=hunter2-canary\n!connection to server at "db" (10.0.0.9), port 5432 failed: Connection refused\n',
    );
    const { summary } = await look();
    expect(summary).toBe(
      'backend: 1 of 2 running, restarting 1 since 14:01, image 1.8.2. shop-backend-1 says: database db:5432: Connection refused',
    );
    const got = await parts();
    expect(got).toMatchObject({
      'Likely causes': [
        '2.4 Database server is down or unreachable: shop-backend-1 says: database db:5432: Connection refused',
        '2.2 Backend container crashed or is not running: shop-backend-1: restarting 1',
      ],
      'Log of shop-backend-1': [
        'größe: 3 µs, token=[redacted]',
        'connection to server at "db" (10.0.0.9), port 5432 failed: Connection refused',
      ],
    });
    expect(got.Containers![0]).toMatch(
      /^shop-backend-1: restarting 1 since 14:01, image shop\/backend:1\.8\.2 \(\w{12}\), started again 7 times$/,
    );
  });

  it('reads a log of a terminal, which has no frames', async () => {
    killed(docker.machine.containers[0]!).ExitCode = 1;
    docker.machine.containers[0]!.Config.Tty = true;
    docker.machine.logs.set('/shop-backend-1', "KeyError: 'SECRET_KEY'\n");
    expect((await look()).logs).toEqual([{ name: 'shop-backend-1', lines: ["KeyError: 'SECRET_KEY'"] }]);
  });

  it('says what a check of its own says', async () => {
    docker.machine.containers[1]!.State.Health = {
      Status: 'unhealthy',
      Log: [
        { ExitCode: 1, Output: 'old' },
        { ExitCode: 1, Output: 'GET http://localhost/health?token=hunter2: 503\n' },
      ],
    };
    expect((await parts())['Likely causes']).toEqual([
      '2.2 Backend container crashed or is not running: shop-backend-2: unhealthy, GET http://localhost/health?token=[redacted] 503',
    ]);
  });

  it('reckons usage of limits as `docker stats` does', async () => {
    const [first] = docker.machine.containers;
    Object.assign(first!.HostConfig, { Memory: 100_000_000, NanoCpus: 500_000_000 });
    docker.machine.stats.set('/shop-backend-1', {
      memory_stats: { usage: 107_000_000, stats: { inactive_file: 10_000_000 } },
      cpu_stats: { cpu_usage: { total_usage: 1_500 }, system_cpu_usage: 20_000, online_cpus: 2 },
      precpu_stats: { cpu_usage: { total_usage: 1_000 }, system_cpu_usage: 10_000 },
    });
    const { usage, causes, isWell } = await look();
    expect(usage[0]).toEqual({ name: 'shop-backend-1', memory: 97, cpu: 20 });
    expect(causes).toMatchObject([{ is: 'near its limit', section: '2.7', hint: true }]);
    expect(isWell).toBe(true);
  });

  it('keeps what it could see where something hangs, in its time', async () => {
    killed(docker.machine.containers[0]!);
    docker.fate = (asked) => (asked.includes('/logs') || asked.includes('/stats') ? 'hangs' : undefined);
    const found = await look({ patience: { each: 300, all: 600 } });
    expect(found.missing).toEqual({
      'log of shop-backend-1': 'no answer in time',
      'usage of shop-backend-2': 'no answer in time',
    });
    const [causes] = partsOf(found, ref(), 'UTC');
    expect(causes?.lines).toEqual([
      '2.7 Insufficient memory allocated to the container: shop-backend-1: exited 137 (out of memory)',
    ]);
  });

  it.each([
    [{ status: 403, message: 'no' } as const, 'Docker answered 403: no'],
    [{ status: 500 } as const, 'Docker answered 500: no'],
    ['hangs' as const, 'no answer in time'],
  ])('says why nothing could be seen: %j', async (fate, why) => {
    docker.fate = () => fate;
    const seen = await look({ patience: { each: 200, all: 600 } });
    expect([seen.summary, seen.isWell, seen.missing]).toEqual([undefined, false, { containers: why }]);
  });

  it('says that there is none of it', async () => {
    docker.machine.containers = [];
    expect(await look()).toMatchObject({ summary: 'backend: there is no container of it', isWell: false });
  });

  it('of what is well says that, and nothing to type', async () => {
    expect(await look()).toMatchObject({ summary: 'backend: 2 of 2 running, image 1.8.2', isWell: true });
    expect(await parts()).toEqual({});
  });

  it('names commands with real names, reading first', async () => {
    killed(docker.machine.containers[0]!);
    expect((await parts()).Next).toEqual([
      'docker compose -p shop ps -a backend',
      'docker compose -p shop logs --tail 100 backend',
      'docker inspect shop-backend-1',
      'docker stats --no-stream shop-backend-1 shop-backend-2',
      'docker compose -p shop ps -a',
      'docker compose -p shop restart backend',
    ]);
  });
});
