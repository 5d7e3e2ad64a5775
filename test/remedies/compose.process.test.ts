import { describe, expect, it } from '@jest/globals';
import { engineAt } from '../../src/compose/engine.ts';
import { MINUTE } from '../../src/core/time/instant.ts';
import { compose } from '../../src/remedies/compose.ts';
import type { DockerEngine, Fate } from '../support/compose/engine.ts';
import {
  apply,
  badDeploy,
  contextOf,
  DOES,
  docker,
  plan,
  planned,
  settingsOf,
  verify,
  withShop,
} from '../support/compose/remedy.ts';
import { deploy } from '../support/compose/shop.ts';

withShop();

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
