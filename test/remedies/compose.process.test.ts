import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { type Compose, composeAt } from '../../src/compose/cli.ts';
import { engineAt } from '../../src/compose/engine.ts';
import type { RemedyIntent } from '../../src/core/remedy/remedy.ts';
import { NOTHING_KNOWN, type WorkloadMemory } from '../../src/core/remedy/workload-memory.ts';
import { MINUTE } from '../../src/core/time/instant.ts';
import { compose } from '../../src/remedies/compose.ts';
import type { DockerEngine, Fate } from '../support/compose/engine.ts';
import { imageId } from '../support/compose/machine.ts';
import { backends, deploy, openShop } from '../support/compose/shop.ts';

const schema = z.strictObject(compose.shape);
const DOES = ['restart', 'restart-all', 'scale', 'rollback'] as const;
type Do = (typeof DOES)[number];

let docker: DockerEngine;
let memory: WorkloadMemory;
afterEach(() => docker.close());

const settingsOf = (does: Do, more: object = {}) => schema.parse({ do: does, ...more });
const contextOf = (timeout = 5_000, more: object = {}) => {
  const ref = { project: 'shop', service: 'backend', socket: docker.socket };
  const service = {
    ref,
    engine: engineAt(docker.socket, timeout),
    compose: composeAt(docker.socket, docker.environment),
    memory,
  };
  const now = Date.now();
  return { remedy: 'it', timeout, now, incident: 'shop-1', key: 'k', failedAt: now - MINUTE, service, ...more };
};
const plan = (does: Do, more: object = {}) => compose.plan(settingsOf(does, more), contextOf());
async function planned(does: Do, more: object = {}): Promise<RemedyIntent> {
  const got = await plan(does, more);
  if (got.is !== 'planned') throw new Error(got.why);
  return got.intent;
}
const apply = (intent: RemedyIntent, does: Do, timeout = 5_000, appliedAt = Date.now()) =>
  compose.apply(intent, settingsOf(does), contextOf(timeout, { appliedAt }));
const verify = (intent: RemedyIntent, does: Do, appliedAt: number, timeout = 5_000) =>
  compose.verify(intent, settingsOf(does), contextOf(timeout, { appliedAt }));

/** 1.8.2 was well for an hour, then 1.8.3 came two minutes before it failed. */
function badDeploy(): void {
  const now = Date.now();
  const reign = { hash: imageId('1.8.2'), from: now - 90 * MINUTE, until: now - 4 * MINUTE, well: 60 * MINUTE };
  const bad = { hash: imageId('1.8.3'), after: now - 4 * MINUTE, from: now - 3 * MINUTE, until: now - 1_000, well: 0 };
  memory = { ...NOTHING_KNOWN, templates: { reigns: [reign, bad], bad: [] } };
  deploy(docker, '1.8.3');
}

beforeEach(async () => {
  docker = await openShop('1.8.2', 2);
  memory = NOTHING_KNOWN;
});

describe('a compose remedy', () => {
  it.each(DOES)(
    'plans a %s by reading alone, the same under the same hash, and says what it would do (G1)',
    async (does) => {
      badDeploy();
      const first = await planned(does, { most: 3 });
      expect((await planned(does, { most: 3 })).hash).toBe(first.hash);
      expect(first.difference!.length).toBeGreaterThan(0);
      expect(docker.changes).toEqual([]);
      expect(docker.asked.every((each) => each.startsWith('GET'))).toBe(true);
    },
  );

  it.each(DOES)('does a %s once, and knows by looking that it was done (G5)', async (does) => {
    badDeploy();
    const intent = await planned(does, { most: 3 });
    const at = Date.now();
    expect((await verify(intent, does, at)).is).toBe('pending');
    expect(await apply(intent, does, 5_000, at)).toEqual({ is: 'applied' });
    const { length } = docker.changes;
    expect(length).toBeGreaterThan(0);
    expect(await verify(intent, does, at)).toEqual({ is: 'healthy' });
    expect(await apply(intent, does, 5_000, at)).toEqual({ is: 'applied' });
    expect(docker.changes).toHaveLength(length);
  });

  it.each(DOES)('leaves a %s alone where somebody was faster (G5)', async (does) => {
    badDeploy();
    const intent = await planned(does, { most: 3 });
    deploy(docker, '1.8.4');
    const got = await apply(intent, does, 5_000, Date.now() + MINUTE);
    expect(got).toEqual({ is: 'refused', why: expect.stringContaining('somebody changed it meanwhile') });
    expect(docker.changes).toEqual([]);
  });

  it.each(DOES)('does not do a %s that was approved as something else', async (does) => {
    badDeploy();
    const intent = await planned(does, { most: 3 });
    const other = does === 'scale' ? 'restart' : 'scale';
    expect((await apply(intent, other)).is).toBe('refused');
    expect(docker.changes).toEqual([]);
  });

  it.each<[string, (docker: DockerEngine) => void, RegExp]>([
    [
      'nothing is there',
      ({ machine }) => {
        machine.containers = [];
      },
      /took it down|nothing of the project runs/,
    ],
    [
      'somebody paused it',
      ({ machine }) => {
        machine.containers[1]!.State.Status = 'paused';
      },
      /^shop-backend-2 is paused/,
    ],
    [
      'a label says never',
      ({ machine: { containers } }) => {
        containers[0]!.Config.Labels = { ...containers[0]!.Config.Labels, 'tocsin.dev/remedies': 'never' };
      },
      /tocsin\.dev\/remedies: never/,
    ],
  ])('plans nothing where %s (G4)', async (_name, befalls, why) => {
    badDeploy();
    befalls(docker);
    for (const does of DOES)
      expect(await plan(does, { most: 3 })).toEqual({ is: 'refused', why: expect.stringMatching(why) });
  });

  it('plans nothing for what was stopped by hand (G4)', async () => {
    badDeploy();
    for (const each of docker.machine.containers) {
      each.State.Status = 'exited';
      each.HostConfig.RestartPolicy = { Name: 'unless-stopped' };
    }
    for (const does of ['restart', 'scale', 'rollback'] as const)
      expect(await plan(does, { most: 3 })).toEqual({
        is: 'refused',
        why: expect.stringContaining('shop-backend-1 was stopped by hand'),
      });
  });

  it.each<[string, Fate, RegExp]>([
    ['forbids', { status: 403, message: 'no' }, /Docker answered 403: no/],
    ['fails', { status: 500 }, /Docker answered 500/],
    ['is silent', 'hangs', /no answer within 0\.3 s/],
    ['loses the answer', 'lost', /Docker could not be asked/],
  ])('takes an engine that %s for no plan, no outcome and no health', async (_name, fate, why) => {
    badDeploy();
    for (const does of DOES) {
      const intent = await planned(does, { most: 3 });
      docker.fate = () => fate;
      const context = contextOf(300);
      expect(await compose.plan(settingsOf(does, { most: 3 }), context)).toEqual({
        is: 'refused',
        why: expect.stringMatching(why),
      });
      expect(await apply(intent, does, 300)).toMatchObject({ is: 'refused' });
      expect((await verify(intent, does, Date.now(), 300)).is).toBe('pending');
      docker.fate = () => undefined;
    }
    expect(docker.changes).toEqual([]);
  });

  it('says where Docker is not to be found', async () => {
    const service = { ...contextOf().service, engine: engineAt(`${docker.folder}/none.sock`, 1_000) };
    expect(await compose.plan(settingsOf('restart'), { ...contextOf(), service })).toEqual({
      is: 'refused',
      why: expect.stringContaining(
        'none.sock: there is no such socket (does Docker run, and is that where it listens?)',
      ),
    });
  });
});

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

describe('scaling', () => {
  it('is what Compose does, with the files of the project and nothing of our environment', async () => {
    const intent = await planned('scale', { most: 3 });
    expect(intent).toMatchObject({ summary: 'scale backend from 2 to 3 containers', facts: { from: 2, to: 3 } });
    await apply(intent, 'scale');
    const { words, environment } = docker.typed.at(-1)!;
    expect(words.join(' ')).toBe(
      'compose -p shop --project-directory /srv/shop -f /srv/shop/compose.yaml -f /srv/shop/prod.yaml --env-file /srv/shop/.env up -d --no-deps --no-build --pull never --no-recreate --scale backend=3 backend',
    );
    expect(intent.difference).toEqual([`docker ${words.join(' ')}`]);
    // PWD is the shell's own.
    const given = Object.keys(environment).filter((name) => name !== 'PWD');
    expect(given.toSorted()).toEqual(['DOCKER_HOST', 'HOME', 'PATH']);
    expect(backends(docker.machine.containers)).toHaveLength(3);
  });

  it.each<[string, (docker: DockerEngine) => void, RegExp]>([
    [
      'the tag is another image by now',
      ({ machine }) => void machine.built('1.8.3', 'shop/backend:1.8.2'),
      /shop\/backend:1\.8\.2 is another image by now/,
    ],
    [
      'the images differ',
      ({ machine }) => {
        machine.containers[1]!.Image = imageId('x');
      },
      /do not all run the same image/,
    ],
    [
      'the files name another image, as where a shell named the version',
      ({ machine }) => {
        machine.files.get('backend')!.image = 'shop/backend:latest';
      },
      /something else than what runs \(image shop\/backend:latest instead of shop\/backend:1\.8\.2\)/,
    ],
    [
      'a variable has another value; which one is said, and not the value (W7)',
      ({ machine }) => {
        machine.files.get('backend')!.environment = { DB_URL: 'hunter2' };
      },
      /^(?!.*hunter2).*\(another DB_URL\)/,
    ],
    ['the service is gone from the files', ({ machine }) => machine.files.clear(), /no such service: backend/],
    [
      'nothing says from which files it was begun',
      ({ machine: { containers } }) => {
        for (const { Config } of containers)
          Config.Labels = { ...Config.Labels, 'com.docker.compose.project.config_files': '' };
      },
      /do not say from which files/,
    ],
    [
      'its file was given by hand',
      ({ machine: { containers } }) => {
        for (const { Config } of containers)
          Config.Labels = { ...Config.Labels, 'com.docker.compose.project.config_files': '-' };
      },
      /begun from '-', which is no file of this machine/,
    ],
    [
      'docker fails',
      (its) => {
        its.docker = () => 'fails';
      },
      /ended with 1: Error: token=\[redacted\] no space left/,
    ],
  ])('is refused where %s', async (_name, befalls, why) => {
    befalls(docker);
    expect(await plan('scale', { most: 3 })).toEqual({ is: 'refused', why: expect.stringMatching(why) });
    expect(docker.changes).toEqual([]);
  });

  it('is refused where there is no docker', async () => {
    const service = { ...contextOf().service, compose: composeAt(docker.socket, { PATH: docker.folder }) };
    expect(await compose.plan(settingsOf('scale', { most: 3 }), { ...contextOf(), service })).toEqual({
      is: 'refused',
      why: expect.stringContaining('there is no `docker` in PATH'),
    });
  });

  it.each<[string, (docker: DockerEngine) => void, RegExp]>([
    [
      'a port of the machine',
      ({ machine }) => {
        machine.containers[0]!.HostConfig.PortBindings = { '8000/tcp': [{ HostPort: '8000' }] };
      },
      /it has port 8000 of the machine/,
    ],
    [
      'a name of its own',
      ({ machine }) => {
        machine.containers[0]!.Name = '/api';
      },
      /a name of its own \(api\)/,
    ],
  ])('is refused where it has %s', async (_name, befalls, why) => {
    docker.machine.containers.pop();
    befalls(docker);
    expect(await plan('scale')).toEqual({ is: 'refused', why: expect.stringMatching(why) });
  });

  it('adds no more than it may', async () => {
    expect(await plan('scale')).toEqual({
      is: 'refused',
      why: 'it has 2 containers, and the config allows 2 at most',
    });
  });

  it.each([
    ['fails', 'pending'],
    ['fails, done', 'healthy'],
  ] as const)('that %s is not known, and read (G5)', async (fate, then) => {
    const intent = await planned('scale', { most: 3 });
    docker.docker = (words) => (words.includes('up') ? fate : 'well');
    const at = Date.now();
    expect(await apply(intent, 'scale', 5_000, at)).toEqual({
      is: 'unknown',
      why: '`docker compose` ended with 1: Error: token=[redacted] no space left',
    });
    expect((await verify(intent, 'scale', at)).is).toBe(then);
    expect(docker.changes).toHaveLength(1);
  });
});

describe('a rollback', () => {
  beforeEach(() => badDeploy());

  it('gives the last healthy image its name back, and makes the service anew from it, as many as there were', async () => {
    const intent = await planned('rollback');
    expect(intent).toMatchObject({
      summary: 'roll backend back: image 1.8.3 → 1.8.2',
      facts: { from: imageId('1.8.3'), to: imageId('1.8.2'), reference: 'shop/backend:1.8.3' },
    });
    expect(compose.undoes!(intent)).toEqual({ from: imageId('1.8.3'), to: imageId('1.8.2') });
    expect(await apply(intent, 'rollback')).toEqual({ is: 'applied' });
    expect(docker.changes).toEqual([
      `POST /images/${imageId('1.8.2')}/tag?repo=shop%2Fbackend&tag=1.8.3`,
      'compose -p shop --project-directory /srv/shop -f /srv/shop/compose.yaml -f /srv/shop/prod.yaml --env-file /srv/shop/.env up -d --no-deps --no-build --pull never --force-recreate --scale backend=2 backend',
    ]);
    expect(backends(docker.machine.containers).map(({ Image }) => Image)).toEqual([imageId('1.8.2'), imageId('1.8.2')]);
  });

  it('undoes nothing but images', async () => {
    expect(compose.undoes!(await planned('scale', { most: 3 }))).toBeUndefined();
    expect(compose.undoes!(await planned('restart'))).toBeUndefined();
  });

  it.each<[string, () => void, RegExp]>([
    ['the image was pruned', () => void docker.machine.images.delete(imageId('1.8.2')), /somebody pruned it/],
    [
      'nobody has looked yet (G2)',
      () => {
        memory = NOTHING_KNOWN;
      },
      /it is no recent deploy|nobody has looked/,
    ],
    [
      'the files name one image for ever',
      () => {
        for (const { Config } of docker.machine.containers) Config.Image = `shop/backend@${imageId('1.8.3')}`;
      },
      /one image for ever/,
    ],
    ['another version runs by now', () => deploy(docker, '1.8.4'), /it failed before what runs now was deployed/],
  ])('is refused where %s', async (_name, befalls, why) => {
    befalls();
    expect(await plan('rollback')).toEqual({ is: 'refused', why: expect.stringMatching(why) });
    expect(docker.changes).toEqual([]);
  });

  it.each<[Fate, 'refused' | 'unknown']>([
    [{ status: 404 }, 'refused'],
    [{ status: 500 }, 'unknown'],
    ['lost', 'unknown'],
    ['lost, done', 'unknown'],
  ])('whose name meets %j goes no further (G5)', async (fate, is) => {
    const intent = await planned('rollback');
    docker.fate = (asked) => (asked.startsWith('POST') ? fate : undefined);
    expect((await apply(intent, 'rollback')).is).toBe(is);
    expect(docker.changes).toHaveLength(1);
  });

  it.each([
    ['fails', 'pending'],
    ['fails, done', 'healthy'],
  ] as const)('whose `up` %s is not known, and read (G5)', async (fate, then) => {
    const intent = await planned('rollback');
    docker.docker = (words) => (words.includes('up') ? fate : 'well');
    const at = Date.now();
    expect((await apply(intent, 'rollback', 5_000, at)).is).toBe('unknown');
    expect((await verify(intent, 'rollback', at)).is).toBe(then);
    expect(docker.changes).toHaveLength(2);
  });

  it('that has made fewer than there were is not done', async () => {
    const intent = await planned('rollback');
    await apply(intent, 'rollback');
    docker.machine.containers.pop();
    expect(await verify(intent, 'rollback', Date.now())).toEqual({
      is: 'pending',
      text: 'there are 1 of 2 containers',
    });
  });

  it.each(['rollback', 'scale'] as const)(
    'or a scaling whose `docker` had to be ended is not known (%s, G5)',
    async (does) => {
      const intent = await planned(does, { most: 3 });
      const { service, ...context } = contextOf();
      const typed: string[] = [];
      const late: Compose = async (words, timeout) => {
        if (!words.includes('up')) return service.compose(words, timeout);
        typed.push(words.join(' '));
        expect(timeout).toBeLessThanOrEqual(50_000);
        return { is: 'stopped' };
      };
      const got = await compose.apply(intent, settingsOf(does), { ...context, service: { ...service, compose: late } });
      expect(got).toEqual({ is: 'unknown', why: '`docker compose` was stopped before it was done' });
      expect(typed).toHaveLength(1);
    },
  );

  it('that leaves a container ending at once has failed', async () => {
    const intent = await planned('rollback');
    docker.machine.newborn = ({ State }) => Object.assign(State, { Status: 'exited', ExitCode: 3 });
    await apply(intent, 'rollback');
    expect(await verify(intent, 'rollback', Date.now())).toEqual({
      is: 'failed',
      why: 'shop-backend-1: exited 3',
    });
  });
});
