import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Verdict } from '../../../src/core/check/check.ts';
import type { SeverityRule } from '../../../src/core/plan.ts';
import { SEVERITIES, type Severity } from '../../../src/core/severity/severity.ts';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { MONDAY, monitor, policy, shop } from '../../support/plan.ts';
import { Pure } from '../../support/pure.ts';

const names = ['a', 'b', 'c', 'd'];
const severity = fc.constantFrom<Severity>(...SEVERITIES);
const some = fc.subarray(names, { minLength: 1, maxLength: 2 });
const rule: fc.Arbitrary<SeverityRule> = fc.record({
  when: fc.oneof(
    fc.record({ allDown: some }),
    fc.record({ anyDown: some }),
    fc.record({ degraded: some }),
    fc.record({ allDown: some, degraded: some }),
    fc.record({ anyDown: some, degraded: some }),
  ),
  then: severity,
});
const state = fc.record({
  severities: fc.tuple(severity, severity, severity, severity),
  /** Each monitor may depend on the one before it. */
  chained: fc.tuple(fc.constant(false), fc.boolean(), fc.boolean(), fc.boolean()),
  verdicts: fc.tuple(...names.map(() => fc.constantFrom<Verdict>('up', 'degraded', 'down'))),
  muted: fc.subarray(names),
  rules: fc.array(rule, { maxLength: 3 }),
});

describe('the severity of what fails', () => {
  it('is that of the first rule that matches, else the worst of the suspects, degraded one step lower (S1, M1)', () => {
    fc.assert(
      fc.property(state, ({ severities, chained, verdicts, muted, rules }) => {
        const monitors = names.map((name, i) =>
          monitor(name, { severity: severities[i]!, dependsOn: chained[i] ? [names[i - 1]!] : [] }),
        );
        const engine = new Pure(shop({ monitors: Object.fromEntries(monitors.map((m) => [m.name, m])), rules }));
        engine.mutes = [
          { id: 'm', monitors: muted, from: MONDAY, until: MONDAY + 60 * MINUTE, why: 'work', by: 'ada' },
        ];
        engine.truth = (name) => verdicts[names.indexOf(name)]!;
        engine.lookAround();
        engine.run(2 * MINUTE);
        const is = (name: string, verdict: Verdict) => verdicts[names.indexOf(name)] === verdict;
        const fails = (name: string) => !is(name, 'up');
        const counts = (name: string, verdict: Verdict) => is(name, verdict) && !muted.includes(name);
        if (!names.some(fails)) return expect(engine.incident).toBeNull();
        /** The nearest layers beneath it, as far as the chain goes. */
        const beneath = (i: number): readonly number[] => (chained[i] ? [i - 1, ...beneath(i - 1)] : []);
        // What is degraded beneath is no reason for what is down (I5).
        const explained = (i: number) =>
          beneath(i).some((j) => is(names[j]!, 'down') || (is(names[j]!, 'degraded') && is(names[i]!, 'degraded')));
        const roots = names.filter((name, i) => fails(name) && !explained(i));
        const heard = roots.filter((name) => !muted.includes(name));
        const first = rules.find(
          ({ when: { allDown = [], anyDown = [], degraded = [] } }) =>
            allDown.every((name) => counts(name, 'down')) &&
            (anyDown.length === 0 || anyDown.some((name) => counts(name, 'down'))) &&
            degraded.every((name) => counts(name, 'degraded')),
        );
        const own = heard.map((name) => {
          const step = SEVERITIES.indexOf(severities[names.indexOf(name)]!);
          return SEVERITIES[Math.min(3, is(name, 'degraded') ? step + 1 : step)]!;
        });
        const worst = heard.length === 0 ? null : (first?.then ?? [...own].sort()[0]!);
        expect([engine.head().severity, [...engine.head().roots].sort()]).toEqual([worst, heard.sort()]);
        // Reasons in words: which monitor, how, since when.
        for (const name of heard)
          expect(engine.head().reasons.join('\n')).toMatch(
            new RegExp(`${name} is ${verdicts[names.indexOf(name)]} since 14:00: answers 500`),
          );
        return expect(engine.pages().length > 0).toBe(worst !== null);
      }),
      { numRuns: 100 },
    );
  });
});

/** Three monitors that fail apart from each other, one per severity: their failing sets walk the severity up and down. */
const walk = fc.array(
  fc.record({
    failing: fc.subarray(['one', 'two', 'three']),
    minutes: fc.integer({ min: 1, max: 9 }),
    acknowledged: fc.boolean(),
  }),
  { minLength: 2, maxLength: 8 },
);
const three = () =>
  shop({
    monitors: Object.fromEntries(
      [
        monitor('one', { severity: 'P1' }),
        monitor('two', { severity: 'P2' }),
        monitor('three', { severity: 'P3' }),
      ].map((m) => [m.name, m]),
    ),
    rules: [],
    policy: policy(),
  });

/** Walks, and hands every change of the record to `watch`. */
function walking(
  steps: readonly { failing: readonly string[]; minutes: number; acknowledged: boolean }[],
  watch: (before: Pure['incident'], engine: Pure) => void,
): Pure {
  const engine = new (class extends Pure {
    override send(event: Parameters<Pure['send']>[0]) {
      const before = this.incident;
      const reply = super.send(event);
      watch(before, this);
      return reply;
    }
  })(three());
  for (const { failing, minutes, acknowledged } of steps) {
    engine.truth = (name) => (failing.includes(name) ? 'down' : 'up');
    engine.run(minutes * MINUTE);
    if (acknowledged && engine.incident?.phase === 'open')
      engine.send({ type: 'acknowledge', by: 'lead-developer', via: 'console' });
  }
  return engine;
}

describe('a severity that moves', () => {
  const rank = (of: Severity | null) => (of === null ? 9 : SEVERITIES.indexOf(of));

  it('raised: a new ladder by the stricter policy; time without an answer counts, an acknowledged one starts afresh (S2)', () => {
    fc.assert(
      fc.property(walk, (steps) => {
        walking(steps, (before, engine) => {
          const now = engine.incident;
          if (before?.phase !== 'open' || now?.phase !== 'open' || before.id !== now.id) return;
          if (!before.ladder || before.generation !== now.generation || rank(now.severity) >= rank(before.peak)) return;
          expect(now.ladder).toMatchObject({ n: before.ladder.n + 1, why: 'raised', severity: now.severity });
          expect(now.attention).toEqual({ is: 'nobody' });
          const asked = engine.pages().flatMap(({ at }) => (at >= before.ladder!.startsAt ? [at] : []));
          const waited = before.attention.is === 'acknowledged' ? [] : asked;
          expect(now.ladder!.startsAt).toBe(Math.min(engine.now, ...waited));
          // Somebody is paged by it now: whoever would have been by this time, had it been so from the start.
          expect(engine.next().do).toBe('page');
        });
      }),
      { numRuns: 60 },
    );
  });

  it('lowered: whoever was paged hears of it, and no page that was promised goes unsaid (S2)', () => {
    fc.assert(
      fc.property(walk, (steps) => {
        walking(steps, (before, { incident: now }) => {
          if (before?.phase !== 'open' || now?.phase !== 'open' || !before.ladder || !now.ladder) return;
          if (before.generation !== now.generation || before.ladder.n !== now.ladder.n) return;
          if (rank(now.ladder.severity) > rank(before.ladder.severity)) {
            expect(now.news.at(-1)).toMatchObject({
              about: 'lowered',
              text: expect.stringContaining(`from ${before.ladder.severity} to ${now.ladder.severity}`),
            });
          }
        });
        const engine = walking(steps, () => {});
        const told = engine.claimed.flatMap(({ incident, due }) =>
          due.kind === 'tell' ? [`${incident} ${due.key}`] : [],
        );
        expect(new Set(told).size).toBe(told.length);
      }),
      { numRuns: 40 },
    );
  });
});
