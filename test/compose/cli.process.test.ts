import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { composeAt } from '../../src/compose/cli.ts';
import type { DockerEngine } from '../support/compose/engine.ts';
import { openShop } from '../support/compose/shop.ts';

let docker: DockerEngine;
beforeEach(async () => {
  docker = await openShop();
});
afterEach(() => docker.close());

const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('docker, as a process', () => {
  it('is given what it is told, and says what it says', async () => {
    const compose = composeAt(docker.socket, docker.environment);
    const ran = await compose(['compose', 'config', '--format', 'json', 'backend'], 10_000);
    expect(ran).toMatchObject({ is: 'ended', code: 0, err: '' });
    expect(docker.typed[0]!.environment.DOCKER_HOST).toBe(`unix://${docker.socket}`);
  });

  it('that hangs is ended with its time, and what it did is not known', async () => {
    docker.docker = () => 'hangs';
    const compose = composeAt(docker.socket, docker.environment);
    const running = compose(['compose', 'up'], 1_000);
    expect(await running).toEqual({ is: 'stopped' });
    const { pid } = docker.typed[0]!;
    expect(pid).toBeGreaterThan(0);
    expect(isThere(pid)).toBe(false);
  });

  it('that is not there, or no program, was not started', async () => {
    expect(await composeAt(docker.socket, { PATH: docker.folder })(['ps'], 1_000)).toEqual({
      is: 'not started',
      why: 'there is no `docker` in PATH: install the Docker CLI with its Compose plugin',
    });
    mkdirSync(join(docker.folder, 'other'));
    writeFileSync(join(docker.folder, 'other', 'docker'), 'text');
    expect(await composeAt(docker.socket, { PATH: join(docker.folder, 'other') })(['ps'], 1_000)).toMatchObject({
      is: 'not started',
    });
  });
});
