import { describe, expect, it } from '@jest/globals';
import type { Fate } from '../support/compose/engine.ts';
import { apply, docker, planned, verify, withShop } from '../support/compose/remedy.ts';
import { backends } from '../support/compose/shop.ts';

withShop();

describe('a restart of a service', () => {
  it('is one container after the other, of the same image', async () => {
    expect(await planned('restart')).toMatchObject({
      summary: 'restart backend: 2 containers, one after the other',
      target: 'Compose service shop/backend',
      difference: [
        'shop-backend-1: started again, still image 1.8.2',
        'shop-backend-2: started again, still image 1.8.2',
      ],
    });
    await apply(await planned('restart'), 'restart');
    expect(docker.changes).toEqual(docker.machine.containers.map(({ Id }) => `POST /containers/${Id}/restart?t=10`));
  });

  it.each<[string, Fate, 'refused' | 'unknown', RegExp]>([
    ['is not there any more', { status: 404, message: 'No such container' }, 'refused', /No such container/],
    ['is in the way of something', { status: 409 }, 'refused', /409/],
    ['cannot be started', { status: 500, message: 'port is allocated' }, 'unknown', /port is allocated/],
    ['hangs', 'hangs', 'unknown', /no answer/],
    ['is lost', 'lost', 'unknown', /shop-backend-1/],
  ])('whose first %s stops there, and sends nothing twice (G5)', async (_name, fate, is, why) => {
    const intent = await planned('restart');
    docker.fate = (asked) => (asked.startsWith('POST') ? fate : undefined);
    expect(await apply(intent, 'restart', 400)).toEqual({ is, why: expect.stringMatching(why) });
    expect(docker.changes).toHaveLength(1);
  });

  it('whose second is refused has changed something, and says how far it came (G5)', async () => {
    const intent = await planned('restart');
    docker.fate = (asked) =>
      asked.includes(docker.machine.containers[1]!.Id) && asked.startsWith('POST') ? { status: 409 } : undefined;
    const at = Date.now();
    expect(await apply(intent, 'restart', 5_000, at)).toEqual({
      is: 'unknown',
      why: '1 of 2 were restarted. shop-backend-2: Docker answered 409: no',
    });
    expect(await verify(intent, 'restart', at)).toEqual({
      is: 'pending',
      text: 'shop-backend-2 has not been started again yet',
    });
  });

  it('whose answer is lost once it was done is read, and not sent again (G5)', async () => {
    docker.machine.containers.pop();
    const intent = await planned('restart');
    const at = Date.now();
    docker.fate = (asked) => (asked.startsWith('POST') ? 'lost, done' : undefined);
    expect((await apply(intent, 'restart', 5_000, at)).is).toBe('unknown');
    expect(await verify(intent, 'restart', at)).toEqual({ is: 'healthy' });
    expect(await apply(intent, 'restart', 5_000, at)).toEqual({ is: 'applied' });
    expect(docker.changes).toHaveLength(1);
  });

  it('is not one that somebody did before it began (G5)', async () => {
    const intent = await planned('restart');
    for (const each of docker.machine.containers) docker.machine.restart(each);
    expect(await apply(intent, 'restart', 5_000, Date.now() + 1)).toMatchObject({ is: 'refused' });
    expect(docker.changes).toEqual([]);
  });

  it('is still meant where their own policy has started them again meanwhile', async () => {
    const intent = await planned('restart');
    for (const each of docker.machine.containers) {
      docker.machine.restart(each);
      each.RestartCount = 4;
    }
    expect(await apply(intent, 'restart', 5_000, Date.now() + 1)).toEqual({ is: 'applied' });
    expect(docker.changes).toHaveLength(2);
  });

  it.each([
    ['running', 'starting', 'pending'],
    ['running', 'unhealthy', 'failed'],
    ['restarting', undefined, 'pending'],
    ['exited', undefined, 'failed'],
  ] as const)('that leaves a container %s and %s is %s', async (Status, health, is) => {
    const intent = await planned('restart');
    docker.machine.newborn = ({ State }) => {
      State.Status = Status;
      State.Health = health ? { Status: health } : null;
    };
    const at = Date.now();
    await apply(intent, 'restart', 5_000, at);
    expect((await verify(intent, 'restart', at)).is).toBe(is);
  });
});

describe('a restart of all', () => {
  it('begins with what others need, and leaves alone what is done or was stopped', async () => {
    const { machine } = docker;
    for (const name of ['db', 'migrate', 'old']) {
      machine.built(name, `shop/${name}:1`);
      machine.files.set(name, { image: `shop/${name}:1` });
    }
    machine.begin('migrate', 1, ({ State }) => {
      State.Status = 'exited';
    });
    machine.begin('old', 1, ({ State, HostConfig }) => {
      Object.assign(State, { Status: 'exited', ExitCode: 137 });
      HostConfig.RestartPolicy = { Name: 'always' };
    });
    const db = machine.begin('db');
    for (const each of backends(machine.containers))
      each.Config.Labels = { ...each.Config.Labels, 'com.docker.compose.depends_on': 'db:service_healthy:false' };
    const intent = await planned('restart-all');
    expect(intent.summary).toBe('restart all of shop: 3 containers, one after the other');
    expect(await apply(intent, 'restart-all')).toEqual({ is: 'applied' });
    expect(docker.changes).toEqual(
      [db, ...backends(machine.containers)].map(({ Id }) => `POST /containers/${Id}/restart?t=10`),
    );
  });
});
