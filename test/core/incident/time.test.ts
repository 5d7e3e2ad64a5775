import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Look } from '../../../src/core/check/look.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { MONDAY, shop, withMonitor } from '../../support/plan.ts';
import { look, Pure } from '../../support/pure.ts';

/** A P1 of a ladder with six pages, its first one sent. */
function paged(): Pure {
  const engine = new Pure(withMonitor(shop({ rules: [] }), 'backend', { dependsOn: [], severity: 'P1' }));
  engine.truth = (name) => (name === 'backend' ? 'down' : 'up');
  engine.lookAround();
  engine.run(MINUTE);
  expect(engine.pages()).toHaveLength(1);
  return engine;
}

describe('a gap of the clock', () => {
  it('is looked into before anybody is paged; then the next level is, once, however many were missed (T2)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 * 3600 }), fc.boolean(), (seconds, isMended) => {
        const engine = paged();
        if (isMended) engine.truth = () => 'up';
        const [pages, work] = [engine.pages().length, engine.claimed.length];
        engine.now += seconds * SECOND;
        engine.settle();
        const since = engine.claimed.slice(work).map(({ due }) => due.kind);
        const isDue = engine.now >= engine.pages()[0]!.at + 5 * MINUTE;
        expect(since[0]).toBe(isDue ? 'confirm' : undefined);
        expect(engine.pages().length - pages).toBe(isDue && !isMended ? 1 : 0);
        // The level after it follows in its own time, counted from now.
        engine.run(5 * MINUTE - 1);
        if (isMended) expect(engine.pages().length).toBe(pages);
        else expect(engine.pages().length - pages).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });
});

const places = ['eu', 'us', 'ap'];
const signals = fc.array(
  fc.record({
    monitor: fc.constantFrom('ingress', 'backend', 'frontend'),
    location: fc.constantFrom(...places),
    slot: fc.integer({ min: -20, max: 5 }).map((m) => MONDAY + m * MINUTE),
    verdict: fc.constantFrom<Look['verdict']>('up', 'down', 'degraded', 'unknown'),
  }),
  { minLength: 1, maxLength: 25 },
);
const looksOf = (all: readonly Pick<Look, 'monitor' | 'location' | 'slot' | 'verdict'>[]) =>
  all.map(({ monitor, verdict, ...more }) => look(monitor, verdict, more));
const deliver = (looks: readonly Look[]): Pure => {
  const engine = new Pure(shop({ locations: places }));
  for (const one of looks) engine.send({ type: 'signal', looks: [one] });
  return engine;
};
/** Everything of the record but its counters of writes. */
const told = ({ incident }: Pure) => {
  if (!incident) return null;
  const { version: _, seen: _seen, unfiled: _unfiled, changedAt: _changedAt, run: _run, ...rest } = incident;
  return rest;
};

describe('signals', () => {
  it('that arrive again change nothing: the very same record (T3, I4)', () => {
    fc.assert(
      fc.property(signals, fc.array(fc.nat()), (all, again) => {
        const engine = deliver(looksOf(all));
        const before = engine.incident;
        const known = looksOf(all).filter(
          ({ monitor, location, slot }) =>
            slot <= (before?.sights[monitor]?.[location]?.slot ?? Number.NEGATIVE_INFINITY),
        );
        // Also after its end: what is over begins anew with the next bad look, but never by one that is known.
        for (const nth of known.length > 0 ? again : [])
          engine.send({ type: 'signal', looks: [known[nth % known.length]!] });
        expect(engine.incident).toBe(before);
      }),
    );
  });

  it('of one moment lead to the same incident in whatever order, together or one by one, also twice (T3, I4)', () => {
    const round = fc.uniqueArray(
      fc.record({
        monitor: fc.constantFrom('ingress', 'backend', 'frontend'),
        location: fc.constantFrom(...places),
        verdict: fc.constantFrom<Look['verdict']>('up', 'down', 'degraded'),
      }),
      { minLength: 1, maxLength: 9, selector: ({ monitor, location }) => `${monitor} ${location}` },
    );
    fc.assert(
      fc.property(
        round.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length })),
        ),
        ([all, shuffled]) => {
          const truth = (monitor: string, location: string) =>
            all.find((one) => one.monitor === monitor && one.location === location)?.verdict ?? 'up';
          const slot = { slot: MONDAY };
          const together = new Pure(shop({ locations: places }));
          together.send({ type: 'signal', looks: looksOf(all.map((one) => ({ ...one, ...slot }))) });
          const apart = deliver(looksOf(shuffled.map((one) => ({ ...one, ...slot }))));
          for (const engine of [together, apart]) {
            engine.truth = truth;
            engine.run(50 * SECOND);
          }
          const gist = ({ incident }: Pure) =>
            incident && [incident.phase, incident.severity, incident.roots, incident.failing, incident.reasons];
          expect(gist(apart)).toEqual(gist(together));
          expect(apart.pages().map(({ person }) => person)).toEqual(together.pages().map(({ person }) => person));
        },
      ),
    );
  });

  it('late ones never undo newer ones, and none is believed from the future: the newest slot counts (T3)', () => {
    fc.assert(
      fc.property(signals, (all) => {
        const looks = looksOf(all);
        const engine = deliver(looks);
        for (const [monitor, sights] of Object.entries(engine.incident?.sights ?? {})) {
          for (const [location, sight] of Object.entries(sights)) {
            const mine = looks.filter((one) => one.monitor === monitor && one.location === location);
            const known = mine.filter(({ slot }) => slot <= MONDAY + 2 * MINUTE);
            expect(sight.slot).toBeLessThanOrEqual(Math.max(...known.map(({ slot }) => slot)));
            expect(mine.map(({ slot }) => slot)).toContain(sight.slot);
          }
        }
        const newest = looks.filter(({ slot }) => slot <= MONDAY + 2 * MINUTE).sort((a, b) => a.slot - b.slot);
        const inOrder = deliver(newest);
        const twice = deliver(newest.flatMap((one) => [one, one]));
        expect(told(twice)).toEqual(told(inOrder));
      }),
    );
  });
});

describe('the head of an incident', () => {
  it('stays below 32 KB through any long life: ten monitors, three places, answers, mutes, ways that fail for good', () => {
    const names = Array.from({ length: 10 }, (_, i) => `monitor-${i}`);
    const step = fc.record({
      failing: fc.subarray(names),
      minutes: fc.integer({ min: 1, max: 40 }),
      answer: fc.constantFrom('none', 'none', 'acknowledge', 'escalate'),
      channel: fc.constantFrom('accepted', 'permanent'),
      muted: fc.subarray(names, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 12 }), (steps) => {
        const base = shop({ locations: places, rules: [] });
        const monitors = names.map((name, i) => ({
          ...base.monitors.backend!,
          name,
          dependsOn: i % 3 === 0 ? [] : [names[i - 1]!],
          severity: (['P1', 'P2', 'P3'] as const)[i % 3]!,
        }));
        const engine = new Pure({ ...base, monitors: Object.fromEntries(monitors.map((m) => [m.name, m])) });
        let largest = 0;
        for (const { failing, minutes, answer, channel, muted } of steps) {
          engine.truth = (name) => (failing.includes(name) ? 'down' : 'up');
          const until = engine.now + 20 * MINUTE;
          engine.mutes = [{ id: 'm', monitors: muted, from: engine.now, until, why: 'work', by: 'ada' }];
          const got = channel === 'accepted' ? ({ is: channel } as const) : ({ is: channel, why: 'busy' } as const);
          engine.got = { page: () => got, tell: () => got };
          engine.run(minutes * MINUTE);
          if (answer !== 'none') engine.send({ type: answer, by: 'devops-1', via: 'console' });
          largest = Math.max(largest, JSON.stringify(engine.incident ?? null).length);
        }
        expect(largest).toBeLessThan(32 * 1024);
        expect(engine.now - MONDAY).toBeLessThan(10 * HOUR + 1);
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });
});
