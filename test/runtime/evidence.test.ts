import { describe, expect, it } from '@jest/globals';
import { memoryStores } from '../../src/adapters/memory/stores.ts';
import type { EvidencePlan, MonitorPlan } from '../../src/core/plan.ts';
import { defineEvidence, type EvidenceKind, type Gathered, type Looks } from '../../src/evidence/define.ts';
import { diagnoserOf } from '../../src/runtime/diagnoser.ts';
import { configuredSources } from '../../src/runtime/evidence/configured.ts';
import type { Sources } from '../../src/runtime/evidence/source.ts';
import { looksOf } from '../../src/runtime/evidence/subject.ts';
import { MONDAY, monitor, shop } from '../support/plan.ts';

const clock = { now: () => MONDAY };
const unlooked: Looks = {
  way: 500,
  latest: async () => [],
  once: () => Promise.reject(new Error('nobody looks here')),
};

/** A kind that says what it is given. */
const saying = (says: (settings: { readonly token?: string }) => Promise<Gathered>) =>
  defineEvidence({
    kind: 'saying',
    summary: '',
    shape: {},
    collect: (settings) => says(settings as never),
  }) as EvidenceKind;
const source = (more: Partial<EvidencePlan> = {}): EvidencePlan => ({
  name: 'it',
  kind: 'saying',
  settings: {},
  ...more,
});

async function taken(
  says: (settings: { readonly token?: string }) => Promise<Gathered>,
  {
    evidence = { it: source() },
    more = [],
    backend = {},
  }: { evidence?: Record<string, EvidencePlan>; more?: readonly Sources[]; backend?: Partial<MonitorPlan> } = {},
) {
  const base = shop();
  const plan = { ...base, evidence, monitors: { ...base.monitors, backend: monitor('backend', backend) } };
  const stores = memoryStores();
  const configured = configuredSources({
    kinds: new Map([['saying', saying(says)]]),
    plan: () => plan,
    clock,
    secrets: { get: async (name) => (name === 'token' ? 'hunter2-canary' : undefined) },
    platform: 'machine',
    looksAt: () => unlooked,
  });
  const diagnoser = diagnoserOf({ plan: () => plan, clock, evidence: stores.evidence, sources: [...more, configured] });
  const got = await diagnoser.diagnose('backend', { id: 'shop-1', failedAt: MONDAY });
  const [kept] = await stores.evidence.of('shop-1');
  return { got, kept };
}
const workload =
  (gathered: Gathered): Sources =>
  () => [{ place: 1, tells: 0, named: true, ask: async () => gathered }];

describe('evidence of several sources', () => {
  it('is one summary, the workload first, and parts in their order: checks, workload, others, what is missing, commands', async () => {
    const { got, kept } = await taken(
      async () => ({ sentence: 'deploy.yml #481 succeeded', parts: [{ title: 'Runs', lines: ['a run'] }] }),
      {
        more: [
          workload({
            sentence: 'backend-deployment: 0 of 3 ready',
            parts: [
              { title: 'Pods', lines: ['a pod'] },
              { title: 'Next', is: 'commands', lines: ['kubectl'] },
            ],
            missing: { nodes: 'forbidden' },
          }),
        ],
      },
    );
    expect(got).toEqual({ is: 'seen', summary: 'backend-deployment: 0 of 3 ready. deploy.yml #481 succeeded' });
    expect(kept!.parts.map(({ title }) => title)).toEqual(['Checks', 'Pods', 'Runs', 'Could not be seen', 'Next']);
    expect(kept!.parts[3]!.lines).toEqual(['nodes: forbidden']);
  });

  it('says what it is about where no workload does', async () => {
    const { got } = await taken(async () => ({ sentence: 'deploy.yml #481 succeeded', parts: [] }));
    expect(got).toEqual({ is: 'seen', summary: 'backend: deploy.yml #481 succeeded' });
  });

  it('leaves out a second sentence that there is no room for, rather than half of it', async () => {
    const first = 'x'.repeat(200);
    const { got } = await taken(async () => ({ sentence: 'y'.repeat(60), parts: [] }), {
      more: [workload({ sentence: first, parts: [] })],
    });
    expect(got).toEqual({ is: 'seen', summary: first });
  });

  it('is kept of those who answer where one throws, hangs or lacks its secret', async () => {
    const calm = workload({ sentence: 'fine', parts: [] });
    const thrown = await taken(() => Promise.reject(new Error('a bug')), { more: [calm] });
    expect(thrown.kept!.parts.at(-1)!.lines).toEqual(['it: a bug']);
    const lacks = await taken(async () => ({ parts: [] }), {
      more: [calm],
      evidence: { it: source({ settings: { token: '${secret:other}' } }) },
    });
    expect(lacks.kept!.parts.at(-1)!.lines.join()).toContain("the secret 'other' is not set");
    expect([thrown.got, lacks.got]).toEqual([
      { is: 'seen', summary: 'fine' },
      { is: 'seen', summary: 'fine' },
    ]);
  });

  it('shows no secret, and is bounded, whatever a kind gathers (W7)', async () => {
    const { got, kept } = await taken(
      async ({ token }) => ({
        sentence: `it says ${token}`,
        parts: [{ title: `${token}`, lines: Array.from({ length: 500 }, () => `${token} ${'z'.repeat(5_000)}`) }],
        missing: { [`${token}`]: `${token}` },
      }),
      { evidence: { it: source({ settings: { token: '${secret:token}' } }) } },
    );
    expect(got).toEqual({ is: 'seen', summary: 'backend: it says [redacted]' });
    expect(JSON.stringify(kept)).not.toContain('hunter2');
    expect(JSON.stringify(kept).length).toBeLessThan(20_000);
  });

  it('is not taken of monitors that no source names, and costs nothing there', async () => {
    let asked = 0;
    const says = async () => {
      asked += 1;
      return { parts: [] };
    };
    const { got, kept } = await taken(says, { evidence: { it: source({ monitors: ['frontend'] }) } });
    expect([got, kept, asked]).toEqual([{ is: 'nothing' }, undefined, 0]);
  });

  it('without anything worth a sentence is kept, and told to nobody', async () => {
    const { got, kept } = await taken(async () => ({ parts: [{ title: 'Runs', lines: ['a run'] }] }));
    expect(got).toEqual({ is: 'nothing' });
    expect(kept!.parts.map(({ title }) => title)).toEqual(['Checks', 'Runs']);
  });
});

describe('looks that are evidence', () => {
  it('are taken now, of this monitor, and recorded by nobody', async () => {
    const stores = memoryStores();
    const asked: unknown[] = [];
    const looks = looksOf({
      clock,
      observer: {
        look: async (name, location, slot) => {
          asked.push([name, location, slot]);
          return { monitor: name, location, slot } as never;
        },
      },
      latest: () => stores.results.latest(),
      latencies: (name, limit) => stores.results.latencies(name, limit),
    })('backend');
    await looks.once('here');
    expect(asked).toEqual([['backend', 'here', MONDAY]]);
    expect([await looks.latest(), await looks.since!(0)]).toEqual([[], []]);
  });
});
