import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LadderPlan } from '../../../src/core/plan.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { policy, shop, withMonitor } from '../../support/plan.ts';
import { Pure } from '../../support/pure.ts';

const people = ['ada', 'bob', 'carol'];
const ladder: fc.Arbitrary<LadderPlan> = fc
  .record({
    first: fc.constantFrom(...people),
    more: fc.array(
      fc.record({
        after: fc.integer({ min: 30, max: 20 * 60 }).map((s) => s * SECOND),
        page: fc.constantFrom(...people),
      }),
      { maxLength: 3 },
    ),
    repeat: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ first, more, repeat }) => ({ levels: [{ after: 0, page: first }, ...more], repeat }));

/** One P2 monitor, one ladder; everybody has one way. */
function engineWith(escalation: LadderPlan, more: Parameters<typeof policy>[0] = {}): Pure {
  const one = { timezone: 'UTC', notify: [{ channel: 'phone' }] };
  const roster = { people: Object.fromEntries(people.map((name) => [name, one])), teams: {}, rotations: {} };
  const plan = shop({ policy: policy({ escalation: { P2: escalation }, roster, ...more }), rules: [] });
  const engine = new Pure(withMonitor(plan, 'backend', { dependsOn: [] }));
  engine.truth = (name) => (name === 'backend' ? 'down' : 'up');
  return engine;
}

/** Who is paged when, in ms after the opening, the naive way: a clock, a list, and who was paged in this round. */
function expected({ levels, repeat }: LadderPlan): readonly string[] {
  const pause = levels.length > 1 ? levels.at(-1)!.after : 15 * MINUTE;
  const pages: string[] = [];
  let at = 0;
  for (let round = 0; round <= repeat; round++) {
    const paged = new Set<string>();
    for (const [i, { after, page }] of levels.entries()) {
      if (round > 0 || i > 0) at += i === 0 ? pause : after;
      if (!paged.has(page)) pages.push(`${at} ${page} ${i}`);
      paged.add(page);
    }
  }
  at += pause;
  for (const page of new Set(levels.map((level) => level.page))) pages.push(`${at} ${page} last-resort`);
  return pages;
}

/** Until its last page, ms after the opening. */
const lasts = (escalation: LadderPlan): number => Number(expected(escalation).at(-1)!.split(' ')[0]);

describe('a ladder that nobody answers', () => {
  it('pages at its moments, round by round, each person once a round, then everyone, then no more (E2, E4)', () => {
    fc.assert(
      fc.property(ladder, (escalation) => {
        const engine = engineWith(escalation);
        engine.lookAround();
        engine.run(lasts(escalation) + HOUR);
        const opened = engine.head().openedAt!;
        expect(engine.pages().map(({ at, person, level }) => `${at - opened} ${person} ${level}`)).toEqual(
          expected(escalation),
        );
        expect(engine.head().phase).toBe('open');
      }),
      { numRuns: 20 },
    );
  });

  it('keeps the levels it opened under; people are reached as today says, as then where today does not know them (E1)', () => {
    fc.assert(
      fc.property(ladder, ladder, fc.subarray(people), fc.integer({ min: 1, max: 90 }), (then, now, moved, minutes) => {
        const engine = engineWith(then);
        const { policy: own } = engine.plan;
        engine.lookAround();
        engine.run(MINUTE);
        engine.policy = own;
        // Today's config has other levels, and knows only those who moved to another channel.
        const today = Object.fromEntries(
          moved.map((name) => [name, { timezone: 'UTC', notify: [{ channel: 'mail' }] }]),
        );
        engine.run(minutes * MINUTE);
        const changed = engine.now;
        const roster = { people: today, teams: {}, rotations: {} };
        engine.plan = { ...engine.plan, policy: { ...own, hash: 'today', escalation: { P2: now }, roster } };
        engine.run(lasts(then) + MINUTE);
        const opened = engine.head().openedAt!;
        expect(engine.pages().map(({ at, person, level }) => `${at - opened} ${person} ${level}`)).toEqual(
          expected(then),
        );
        for (const { at, person, channel } of engine.pages())
          expect([at, person, channel]).toEqual([
            at,
            person,
            at > changed && moved.includes(person) ? 'mail' : 'phone',
          ]);
        expect(engine.head().policy).toBe(own.hash);
      }),
      { numRuns: 15 },
    );
  });

  it('skips a level that nobody is on at once, and pages whoever is next in its place (E3)', () => {
    fc.assert(
      fc.property(ladder, fc.subarray(people, { maxLength: 2 }), (escalation, gone) => {
        const engine = engineWith(escalation);
        const roster = {
          ...engine.plan.policy.roster,
          people: Object.fromEntries(
            people.map((name) => [
              name,
              { timezone: 'UTC', notify: gone.includes(name) ? [{ channel: 'nowhere' }] : [{ channel: 'phone' }] },
            ]),
          ),
        };
        engine.plan = { ...engine.plan, policy: { ...engine.plan.policy, roster } };
        engine.lookAround();
        engine.run(25 * MINUTE);
        const opened = engine.head().openedAt!;
        const first = escalation.levels.find(({ page }) => !gone.includes(page));
        const [page] = engine.pages();
        if (first) expect([page!.person, page!.at]).toEqual([first.page, opened]);
        else expect(page).toBeUndefined();
        expect(engine.pages().filter(({ person }) => gone.includes(person))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('goes on where it is when the severity falls and the same people are meant (S2)', () => {
    const levels = [
      { after: 0, page: 'ada' },
      { after: 10 * MINUTE, page: 'bob' },
    ];
    const engine = engineWith(
      { levels, repeat: 0 },
      { escalation: { P1: { levels, repeat: 0 }, P2: { levels, repeat: 0 } } },
    );
    engine.plan = withMonitor(engine.plan, 'ingress', { severity: 'P1' });
    engine.truth = (name) => (name === 'frontend' ? 'up' : 'down');
    engine.lookAround();
    engine.run(3 * MINUTE);
    engine.truth = (name) => (name === 'backend' ? 'down' : 'up');
    engine.run(HOUR);
    const opened = engine.head().openedAt!;
    expect(engine.pages().map(({ at, person, severity }) => `${(at - opened) / MINUTE} ${person} ${severity}`)).toEqual(
      ['0 ada P1', '10 bob P2', '20 ada P2', '20 bob P2'],
    );
  });

  it('the first page goes out the moment the incident opens: it waits for no evidence (E7)', () => {
    fc.assert(
      fc.property(ladder, (escalation) => {
        const engine = engineWith(escalation);
        const fix = { kind: 'webhook', monitor: 'backend', mode: 'auto', on: ['status'], approvers: [] } as const;
        engine.plan = {
          ...engine.plan,
          remedies: { fix: { ...fix, name: 'fix', verifyWithin: MINUTE, settings: {} } },
        };
        engine.lookAround();
        engine.run(MINUTE);
        const kinds = engine.claimed.map(({ due }) => due.kind);
        expect(engine.pages()[0]!.at).toBe(engine.head().openedAt);
        expect(kinds.indexOf('plan')).toBeGreaterThan(kinds.indexOf('page'));
      }),
      { numRuns: 20 },
    );
  });
});

it('whose page was kept back and who has no way any more was not paged: the next level follows at once (E3, I4)', () => {
  const levels = [
    { after: 0, page: 'ada' },
    { after: 30 * MINUTE, page: 'bob' },
  ];
  const engine = engineWith({ levels, repeat: 0 });
  engine.got = {
    page: ({ ask }, now) => (ask.person === 'ada' ? { is: 'held', until: now + 4 * MINUTE } : { is: 'accepted' }),
  };
  engine.lookAround();
  engine.run(MINUTE);
  const { policy: before } = engine.plan;
  const ada = { timezone: 'UTC', notify: [] };
  const roster = { ...before.roster, people: { ...before.roster.people, ada } };
  engine.plan = { ...engine.plan, policy: { ...before, hash: 'policy-2', roster } };
  const changedAt = engine.now;
  engine.run(2 * MINUTE);
  const bob = engine.pages().find(({ person }) => person === 'bob');
  expect(bob!.at - changedAt).toBeLessThanOrEqual(MINUTE);
});

it('a last resort is none of the rounds that another severity went through meanwhile (E2, S2)', () => {
  const P1 = { levels: [{ after: 0, page: 'bob' }], repeat: 0 };
  const P2 = {
    levels: [
      { after: 0, page: 'ada' },
      { after: MINUTE, page: 'bob' },
    ],
    repeat: 2,
  };
  const { roster } = engineWith(P2).plan.policy;
  const plan = shop({ policy: policy({ escalation: { P1, P2 }, roster }), rules: [] });
  const engine = new Pure(withMonitor(plan, 'backend', { dependsOn: [], severity: 'P1' }));
  let verdict: 'down' | 'degraded' = 'down';
  engine.truth = (name) => (name === 'backend' ? verdict : 'up');
  engine.lookAround();
  engine.run(2 * MINUTE);
  verdict = 'degraded';
  engine.run(4 * MINUTE);
  expect(engine.head().severity).toBe('P2');
  expect(engine.pages().map(({ person, cycle }) => `${person} ${cycle}`)).toContain('ada 1');
  verdict = 'down';
  engine.run(5 * MINUTE);
  expect(engine.head().severity).toBe('P1');
  expect(engine.pages().map(({ level }) => level)).not.toContain('last-resort');
  engine.run(15 * MINUTE);
  expect(engine.pages().at(-1)?.level).toBe('last-resort');
});

it('a recovery before what fails now puts no level off, also while the cause is muted (C1, M1)', () => {
  const P2 = {
    levels: [
      { after: 0, page: 'ada' },
      { after: 30 * SECOND, page: 'bob' },
    ],
    repeat: 0,
  };
  const { roster } = engineWith(P2).plan.policy;
  const plan = shop({ policy: policy({ escalation: { P2 }, roster }), rules: [] });
  const engine = new Pure(withMonitor(plan, 'ingress', { severity: 'P2' }));
  let failing: readonly string[] = ['backend'];
  engine.truth = (name) => (failing.includes(name) ? 'down' : 'up');
  engine.lookAround();
  engine.run(MINUTE);
  engine.send({ type: 'acknowledge', by: 'ada', via: 'console' });
  failing = [];
  engine.run(3 * MINUTE);
  expect(engine.head().phase).toBe('closed');
  const before = engine.pages().length;
  failing = ['backend', 'ingress'];
  engine.lookAround();
  engine.run(20 * SECOND);
  engine.mutes = [
    { id: 'm', monitors: ['ingress'], from: engine.now, until: engine.now + HOUR, by: 'ada', why: 'planned' },
  ];
  engine.run(30 * SECOND);
  const [first, second] = engine.pages().slice(before);
  expect([first?.person, second?.person, (second?.at ?? 0) - (first?.at ?? 0)]).toEqual(['ada', 'bob', 30 * SECOND]);
});
