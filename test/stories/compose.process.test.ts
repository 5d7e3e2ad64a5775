import { afterEach, describe, expect, it } from '@jest/globals';
import { recorder } from '../../functions/recorder.ts';
import { memoryStores } from '../../src/adapters/memory/stores.ts';
import type { RemedyPlan } from '../../src/core/plan.ts';
import { HOUR, MINUTE } from '../../src/core/time/instant.ts';
import { compose } from '../../src/remedies/compose.ts';
import { diagnoserOf } from '../../src/runtime/diagnoser.ts';
import { workloadSource } from '../../src/runtime/evidence/workload.ts';
import { compose as onCompose } from '../../src/runtime/platforms/compose.ts';
import { remediesOf } from '../../src/runtime/remedies/remedies.ts';
import { versionsOf } from '../../src/runtime/versions.ts';
import { Simulation } from '../../src/simulation/driver.ts';
import type { DockerEngine } from '../support/compose/engine.ts';
import { imageId } from '../support/compose/machine.ts';
import { backends, deploy, openShop } from '../support/compose/shop.ts';
import { MONDAY, shop } from '../support/plan.ts';
import { paged, words } from '../support/story.ts';
import { UnderWay } from '../support/under-way.ts';

const remedyPlan = (does: string, more: Partial<RemedyPlan> = {}): RemedyPlan => ({
  name: 'mend',
  kind: 'compose',
  monitor: 'backend',
  mode: 'ask',
  on: ['status'],
  approvers: ['devops-1'],
  verifyWithin: 5 * MINUTE,
  settings: {
    ...{ do: does, by: 1, most: 3, apart: HOUR, 'per-day': 2 },
    ...{ 'deployed-within': 30 * MINUTE, 'healthy-for': 10 * MINUTE },
  },
  ...more,
});

/** A shop on one machine, in Docker Compose: virtual time passes only while nobody waits for Docker. */
class ComposeStory {
  readonly s: Simulation;
  readonly docker: DockerEngine;
  readonly #record: () => Promise<unknown>;

  private constructor(s: Simulation, docker: DockerEngine, underWay: UnderWay) {
    this.s = s;
    this.docker = docker;
    const { clock, stores } = s;
    const plan = () => s.plan;
    const platforms = [onCompose(docker.environment)];
    const { workloads, deploys, evidence } = stores;
    const secrets = { get: async () => undefined };
    const kinds = new Map([['compose', compose]]) as never;
    const { real, versions, diagnoser } = underWay.around({
      real: remediesOf({ remedies: kinds, clock, plan, workloads, platforms, secrets }),
      versions: versionsOf({ plan, platforms }),
      diagnoser: diagnoserOf({
        plan,
        clock,
        evidence,
        sources: [workloadSource({ plan, platforms, workloads, known: async () => [] })],
      }),
    });
    s.world.remedy('mend', {
      plan: (grounds) => real.plan('mend', grounds),
      apply: (intent, grounds) => real.apply('mend', intent, grounds),
      verify: (intent, grounds) => real.verify('mend', intent, grounds),
    });
    s.world.evidenceOf = (monitor) => diagnoser.diagnose(monitor, { id: 'shop-1', failedAt: clock.now() }) as never;
    this.#record = recorder({
      ...{ plan, clock, workloads, deploys, versions },
      latest: () => stores.results.latest(),
      onError: (where, error) => {
        throw new Error(where, { cause: error });
      },
    });
  }

  static async begun(does: string, more: Partial<RemedyPlan> = {}): Promise<ComposeStory> {
    const now = { at: MONDAY };
    const docker = await openShop('1.8.2', 2, () => now.at);
    const { monitors, ...rest } = shop({ remedies: { mend: remedyPlan(does, more) } });
    const workload = { compose: 'shop', service: 'backend', socket: docker.socket };
    const underWay = new UnderWay();
    const s = new Simulation({
      plan: { ...rest, monitors: { ...monitors, backend: { ...monitors.backend!, workload } } },
      start: MONDAY,
      stores: memoryStores(),
      atRest: underWay.atRest,
    });
    Object.defineProperty(now, 'at', { get: () => s.clock.now() });
    await s.run(MINUTE);
    return new ComposeStory(s, docker, underWay);
  }

  async minutes(n: number): Promise<void> {
    for (let i = 0; i < n; i++) {
      await this.s.run(MINUTE);
      await this.#record();
    }
  }

  /** 1.8.3 comes, ends at once, and its log says why. */
  badDeploy(): void {
    const { machine } = this.docker;
    machine.newborn = ({ Image, State, Name }) => {
      const isGood = Image === imageId('1.8.2');
      Object.assign(State, isGood ? { Status: 'running' } : { Status: 'restarting', ExitCode: 1 });
      machine.logs.set(Name, isGood ? 'ready\n' : "!KeyError: 'STRIPE_KEY'\n");
      if (isGood) this.s.world.mends('backend');
    };
    deploy(this.docker, '1.8.3');
    this.s.world.breaks('backend');
  }

  async approve(): Promise<void> {
    const plan = Object.values((await this.s.head('shop')).effects).find(({ kind }) => kind === 'plan')!;
    const hash =
      plan.kind === 'plan' && plan.state.is === 'done' && plan.state.got.is === 'planned'
        ? plan.state.got.intent.hash
        : '';
    const by = { by: 'devops-1', via: 'console' } as const;
    await this.s.answer({ action: 'approve', incident: 'shop-1', remedy: 'mend', hash, ...by });
  }
}

let told: ComposeStory;
afterEach(() => told.docker.close());

describe('a bad image of a service of Docker Compose', () => {
  it('is explained to those paged, rolled back once on approval, verified, and closed', async () => {
    told = await ComposeStory.begun('rollback');
    await told.minutes(12);
    told.badDeploy();
    await told.minutes(3);
    const said = await words(told.s);
    expect(said).toMatch(
      /backend: 0 of 2 running, restarting 1 since \d\d:\d\d, image 1\.8\.3\. shop-backend-1 says: KeyError: 'STRIPE_KEY'/,
    );
    expect(told.docker.changes).toEqual([]);
    await told.approve();
    await told.minutes(6);
    expect(await words(told.s)).toContain('roll backend back: image 1.8.3 → 1.8.2: verified');
    expect((await told.s.head('shop')).phase).toBe('closed');
    expect(told.docker.changes).toHaveLength(2);
    expect(backends(told.docker.machine.containers).map(({ Image }) => Image)).toEqual([
      imageId('1.8.2'),
      imageId('1.8.2'),
    ]);
    expect(told.s.sent('page')[0]!.message.details).toContainEqual({
      is: 'command',
      label: 'First command',
      text: 'docker compose -p shop ps -a backend',
    });
    expect(await told.s.stores.deploys.since(MONDAY)).toEqual([
      expect.objectContaining({ version: '1.8.3', by: 'Docker Compose', monitors: ['backend'] }),
    ]);
    expect(told.s.deaths).toEqual([]);
  });

  it('whose `docker compose` fails is for people, and nothing is sent twice (G5)', async () => {
    told = await ComposeStory.begun('rollback', { mode: 'auto' });
    await told.minutes(12);
    told.docker.docker = (typed) => (typed.includes('up') ? 'fails' : 'well');
    told.badDeploy();
    await told.minutes(10);
    expect(told.docker.changes).toHaveLength(2);
    expect(await words(told.s)).toMatch(/mend.*does not run what was put back/);
    expect(paged(told.s)).toContain('senior-developer on chat');
    expect(told.s.deaths).toEqual([]);
  });

  it('that somebody replaces meanwhile is left to them (G5)', async () => {
    told = await ComposeStory.begun('rollback');
    await told.minutes(12);
    told.badDeploy();
    await told.minutes(3);
    deploy(told.docker, '1.8.4');
    await told.approve();
    await told.minutes(2);
    expect(await words(told.s)).toContain('somebody changed it meanwhile');
    expect(told.docker.changes).toEqual([]);
  });

  it('is not rolled back where no new image came, and says so (G2)', async () => {
    told = await ComposeStory.begun('rollback', { mode: 'auto' });
    await told.minutes(12);
    told.s.world.breaks('backend');
    await told.minutes(4);
    expect(await words(told.s)).toContain('mend is not offered: what runs now was there when we began to look');
    expect(told.docker.changes).toEqual([]);
  });
});

describe('a service that hangs', () => {
  it('is restarted once, verified, and closed; an answer that is lost is read (G5)', async () => {
    told = await ComposeStory.begun('restart', { mode: 'auto' });
    await told.minutes(3);
    const { docker, s } = told;
    docker.machine.containers.pop();
    docker.fate = (asked) => (asked.startsWith('POST') ? 'lost, done' : undefined);
    docker.machine.newborn = () => s.world.mends('backend');
    s.world.breaks('backend');
    await told.minutes(8);
    expect(docker.changes).toHaveLength(1);
    expect(await words(s)).toContain('restart backend: 1 container: verified');
    expect((await s.head('shop')).phase).toBe('closed');
    expect(s.deaths).toEqual([]);
  });
});
