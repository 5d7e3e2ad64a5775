import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { service } from '../../src/doctor/service.ts';
import type { DockerEngine } from '../support/compose/engine.ts';
import { openShop } from '../support/compose/shop.ts';
import { remedyPlan } from '../support/kubernetes/shop-cluster.ts';
import { MONDAY, monitor, shop } from '../support/plan.ts';

let docker: DockerEngine;
beforeEach(async () => {
  docker = await openShop('1.8.2', 2);
});
afterEach(() => docker.close());

function examined(workload: object = {}, does = 'restart', environment = docker.environment) {
  const named = { compose: 'shop', service: 'backend', socket: docker.socket, ...workload };
  return service(
    'backend',
    environment,
  )({
    plan: {
      ...shop(),
      monitors: { backend: monitor('backend', { workload: named }) },
      remedies: { mend: remedyPlan('compose', { settings: { do: does } }) },
    },
    secrets: { get: async () => undefined },
    clock: { now: () => MONDAY },
    referred: new Map(),
    setSecret: (name) => name,
  });
}

describe('doctor on a service of Docker Compose', () => {
  it('is content where Docker answers and has it; it changes nothing', async () => {
    expect(await examined()).toEqual([{ is: 'ok', text: 'Docker answers, and has backend of shop (2 containers)' }]);
    expect(docker.changes).toEqual([]);
  });

  it('says that there is no such service, or no Docker', async () => {
    expect(await examined({ service: 'bakcend' })).toMatchObject([
      { is: 'problem', text: 'project shop has no service bakcend, which runs monitor backend' },
    ]);
    expect(await examined({ socket: `${docker.socket}.none` })).toMatchObject([
      { is: 'problem', text: expect.stringContaining('there is no such socket') },
    ]);
  });

  it('also looks for docker compose where a remedy needs it', async () => {
    expect(await examined({}, 'rollback', { ...docker.environment, PATH: '/nowhere' })).toMatchObject([
      { is: 'ok' },
      { is: 'problem', text: expect.stringContaining('there is no `docker` in PATH') },
    ]);
  });
});
