import { describe, expect, it } from '@jest/globals';
import { memoryStores } from '../../src/adapters/memory/stores.ts';
import type { Plan } from '../../src/core/plan.ts';
import { MINUTE, SECOND } from '../../src/core/time/instant.ts';
import { diagnoserOf } from '../../src/runtime/diagnoser.ts';
import { configuredSources } from '../../src/runtime/evidence/configured.ts';
import { looksOf } from '../../src/runtime/evidence/subject.ts';
import { Simulation } from '../../src/simulation/driver.ts';
import { MONDAY, monitor, shop } from '../support/plan.ts';
import { story, told, words } from '../support/story.ts';

const SUMMARY = 'backend-deployment: 0 of 3 ready, CrashLoopBackOff since 14:01, image 1.8.2 → 1.8.3 at 13:58';
const workload = { cluster: 'prod', namespace: 'shop', deployment: 'backend-deployment' };
const undo = {
  name: 'undo',
  kind: 'rollback',
  monitor: 'backend',
  mode: 'auto',
  on: ['status'],
  approvers: [],
  verifyWithin: 10 * MINUTE,
  settings: {},
} as const;
const plan = () => {
  const { monitors, ...rest } = shop({ remedies: { undo } });
  return { ...rest, monitors: { ...monitors, backend: { ...monitors.backend!, workload } } };
};
const diagnosed = async (s: Simulation) =>
  Object.values((await s.head('shop')).effects).filter(({ kind }) => kind === 'diagnose');

describe('the backend fails', () => {
  it('the first page waits for no evidence, which follows it, wakes nobody, and is on later pages (E7)', async () => {
    const s = await story(plan());
    s.world.evidence('backend', SUMMARY);
    s.world.breaks('backend', { code: 'tcp_reset' });
    await s.run(2 * MINUTE);
    const [first] = s.sent('page');
    expect(first!.message.text).not.toContain('0 of 3 ready');
    const evidence = s.sent('update').find(({ message }) => message.text.includes('0 of 3 ready'))!;
    expect(evidence.at).toBeGreaterThanOrEqual(first!.at);
    expect(evidence.at - first!.at).toBeLessThan(5 * SECOND);
    expect(s.plan.channels[evidence.channel]!.can.wake).toBe(false);
    expect(await words(s)).toContain(SUMMARY);
    await s.run(15 * MINUTE);
    const second = s.sent('page').find(({ message }) => message.person === 'senior-developer')!;
    expect(second.message.text).toContain(SUMMARY);
    expect(second.message.details).toContainEqual({ label: 'Evidence', text: SUMMARY });
    // Taken once in a generation.
    expect(await diagnosed(s)).toHaveLength(1);
    expect(s.deaths).toEqual([]);
  });

  it('is not looked into while the page is still on its way to somebody (E5, E7)', async () => {
    const s = await story(plan());
    const order: string[] = [];
    const evidenceOf = s.world.evidenceOf.bind(s.world);
    s.world.evidenceOf = (name) => {
      order.push('evidence');
      return evidenceOf(name);
    };
    s.world.channel('chat', (_message, now) => {
      order.push('chat');
      return order.length < 3 ? { is: 'temporary', retryAt: now + 2 * SECOND, why: '429' } : { is: 'accepted' };
    });
    s.world.breaks('backend', { code: 'tcp_reset' });
    await s.run(2 * MINUTE);
    expect(order.slice(0, 4)).toEqual(['chat', 'chat', 'chat', 'evidence']);
  });

  it('no remedy changes anything before evidence is taken', async () => {
    const s = await story(plan());
    const order: string[] = [];
    s.world.remedy('undo', {
      plan: () => ({ is: 'planned', intent: { summary: 'undo', target: 'backend', facts: {}, hash: 'h' } }),
      apply: () => {
        order.push('apply');
        return { is: 'applied' };
      },
      verify: () => ({ is: 'healthy' }),
    });
    const evidenceOf = s.world.evidenceOf.bind(s.world);
    s.world.evidenceOf = (name) => {
      order.push('evidence');
      return evidenceOf(name);
    };
    s.world.breaks('backend');
    await s.run(3 * MINUTE);
    expect(order).toEqual(['evidence', 'apply']);
  });

  it('what could not be seen is said in the timeline, and told to nobody', async () => {
    const s = await story(plan());
    s.world.evidenceOf = () => ({ is: 'nothing', why: 'the cluster could not be asked: no answer in time' });
    s.world.breaks('backend', { code: 'tcp_reset' });
    await s.run(2 * MINUTE);
    expect(await words(s)).toContain('no evidence of backend: the cluster could not be asked: no answer in time');
    expect(told(s).join()).not.toContain('evidence');
  });

  it('monitors of one workload are looked into once, muted ones and those without one never', async () => {
    const base = plan();
    const twin = monitor('twin', { workload, dependsOn: [] });
    const s = await story({ ...base, monitors: { ...base.monitors, twin } });
    for (const name of ['ingress', 'backend', 'twin']) s.world.breaks(name, { code: 'tcp_reset' });
    await s.run(3 * MINUTE);
    expect((await diagnosed(s)).map(({ ask }) => ask)).toEqual([{ monitor: 'backend' }]);
  });

  it('a crash while evidence is taken costs the evidence, not the incident', async () => {
    const s = await story(plan());
    s.world.evidence('backend', SUMMARY);
    s.faults.use(({ port }) => (port === 'diagnoser' ? 'crash before' : undefined));
    s.world.breaks('backend', { code: 'tcp_reset' });
    await s.run(30 * MINUTE);
    expect(s.sent('page').map(({ message }) => message.person)).toContain('senior-developer');
    s.world.mends('backend');
    await s.run(10 * MINUTE);
    expect((await s.head('shop')).phase).toBe('closed');
  });
});

/** The real diagnoser over the simulated world: its looks take virtual time, and go where those of `confirm` go. */
async function withSources(plan: Plan) {
  const stores = memoryStores();
  const s = new Simulation({
    plan,
    start: MONDAY,
    stores,
    diagnoser: ({ clock, plan: current, observer }) =>
      diagnoserOf({
        plan: current,
        clock,
        evidence: stores.evidence,
        sources: [
          configuredSources({
            kinds: new Map(),
            plan: current,
            clock,
            secrets: { get: async () => undefined },
            platform: 'machine',
            looksAt: looksOf({ clock, observer, latest: () => stores.results.latest() }),
          }),
        ],
      }),
  });
  await s.run(MINUTE);
  return { s, stores };
}
const looked = (monitors: readonly string[]): Plan => {
  const { monitors: all, ...rest } = shop();
  const evidence = { looks: { name: 'looks', kind: 'checks', monitors, settings: { looks: 4 } } };
  return { ...rest, evidence, monitors: { ...all, backend: { ...all.backend!, light: true } } };
};

describe('the backend is slow', () => {
  it('it is paged, and the burst that tells saturation from failure follows; its looks are no checks (E7)', async () => {
    const { s, stores } = await withSources(looked(['backend']));
    // Every second look gets no answer: a round of checks sees it, and so does half of the burst.
    s.world.breaks('backend', { code: 'deadline', text: 'did not answer within 10 s', every: 2 });
    await s.run(20 * MINUTE);
    const [page] = s.sent('page');
    const news = s.sent('update').find(({ message }) => message.text.includes('looks at once'))!;
    expect(news.at).toBeGreaterThanOrEqual(page!.at);
    expect(news.message.text).toContain('2 of 4 looks at once answered, 40 ms: saturated rather than dead');
    expect(s.plan.channels[news.channel]!.can.wake).toBe(false);
    const { id } = await s.head('shop');
    expect((await stores.evidence.of(id)).map(({ monitor: name, parts }) => [name, parts[0]!.title])).toEqual([
      ['backend', 'Checks'],
    ]);
    expect(s.deaths).toEqual([]);
  });

  it('a burst changes nothing of the incident but its evidence', async () => {
    const both = await Promise.all(
      [looked(['backend']), looked(['frontend'])].map(async (plan) => {
        const { s } = await withSources(plan);
        s.world.breaks('backend', { code: 'tcp_refused' });
        await s.run(20 * MINUTE);
        const { sights, failing } = await s.head('shop');
        return { paged: s.sent('page').map(({ at, channel }) => [at, channel]), sights, failing };
      }),
    );
    expect(both[0]!.paged.length).toBeGreaterThan(0);
    expect(both[0]).toEqual(both[1]);
  });

  it('monitors that no source names are not looked into; a source that names none is for all', async () => {
    const named = await withSources(looked(['frontend']));
    named.s.world.breaks('backend', { code: 'tcp_refused' });
    await named.s.run(3 * MINUTE);
    expect(await diagnosed(named.s)).toEqual([]);
    const { evidence, ...rest } = looked([]);
    const { monitors: _, ...everyone } = evidence!.looks!;
    const all = await withSources({ ...rest, evidence: { looks: everyone } });
    all.s.world.breaks('backend', { code: 'tcp_refused' });
    await all.s.run(3 * MINUTE);
    expect((await diagnosed(all.s)).map(({ ask }) => ask)).toEqual([{ monitor: 'backend' }]);
  });

  it('monitors of one workload are looked into once, but for those that a source names', async () => {
    const base = looked(['twin']);
    const twins = Object.fromEntries(
      ['backend', 'twin', 'third'].map((name) => [name, monitor(name, { workload, dependsOn: ['ingress'] })]),
    );
    const s = await story({ ...base, monitors: { ...base.monitors, ...twins } });
    for (const name of Object.keys(twins)) s.world.breaks(name, { code: 'tcp_reset' });
    await s.run(3 * MINUTE);
    expect((await diagnosed(s)).map(({ ask }) => ask)).toEqual([{ monitor: 'backend' }, { monitor: 'twin' }]);
  });
});
