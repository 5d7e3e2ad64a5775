import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Compose } from '../../src/compose/cli.ts';
import { composeAt } from '../../src/compose/cli.ts';
import { compose } from '../../src/remedies/compose.ts';
import type { DockerEngine, Fate } from '../support/compose/engine.ts';
import { imageId } from '../support/compose/machine.ts';
import {
  apply,
  badDeploy,
  contextOf,
  docker,
  forget,
  plan,
  planned,
  settingsOf,
  verify,
  withShop,
} from '../support/compose/remedy.ts';
import { backends, deploy } from '../support/compose/shop.ts';

withShop();

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
        forget();
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
