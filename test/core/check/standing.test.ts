import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Verdict } from '../../../src/core/check/check.ts';
import { majority, standing } from '../../../src/core/check/standing.ts';
import type { Sight } from '../../../src/core/incident/failure.ts';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { MONDAY, shop, withMonitor } from '../../support/plan.ts';
import { look, Pure } from '../../support/pure.ts';

const verdicts = fc.constantFrom<Verdict>('up', 'degraded', 'down', 'unknown');
const seen = fc.array(fc.option(verdicts), { minLength: 1, maxLength: 7 });
const sight = (verdict: Verdict): Sight => ({
  slot: MONDAY,
  at: MONDAY,
  verdict,
  blank: verdict === 'unknown',
  code: 'status',
  text: '',
  parts: [],
  good: 0,
  run: 1,
  bad: 1,
});

describe('what all locations together say', () => {
  it('counts a strict majority of the configured ones, whoever is silent (I1)', () => {
    fc.assert(
      fc.property(seen, (each) => {
        const locations = each.map((_, i) => `l${i}`);
        const sights = Object.fromEntries(each.flatMap((v, i) => (v === null ? [] : [[`l${i}`, sight(v)]])));
        const count = (...of: readonly Verdict[]) => each.filter((v) => v !== null && of.includes(v)).length;
        const most = (n: number) => 2 * n > locations.length;
        const expected = most(count('down'))
          ? 'down'
          : most(count('down', 'degraded'))
            ? 'degraded'
            : count('down', 'degraded') > 0
              ? 'partial'
              : most(count('up'))
                ? 'up'
                : 'unknown';
        const got = standing(sights, locations);
        expect(got.verdict).toBe(expected);
        expect(got.answered).toBe(count('up', 'degraded', 'down'));
        expect(2 * majority(locations.length)).toBeGreaterThan(locations.length);
      }),
    );
  });

  it('any one location starts it; it opens as confirmed exactly where a majority sees it fail in every round (I1, I3)', () => {
    fc.assert(
      fc.property(seen, (each) => {
        const locations = each.map((_, i) => `l${i}`);
        const engine = new Pure(withMonitor(shop({ locations }), 'backend', { dependsOn: [] }));
        engine.truth = (monitor, location) =>
          monitor === 'backend' ? (each[locations.indexOf(location)] ?? 'unknown') : 'up';
        engine.lookAround();
        engine.run(MINUTE - 1);
        const bad = each.filter((v) => v === 'down' || v === 'degraded').length;
        const answered = each.filter((v) => v !== null && v !== 'unknown').length;
        if (bad === 0) return expect(engine.incident).toBeNull();
        const certainty =
          answered < Math.min(2, each.length) ? 'unconfirmed' : 2 * bad > each.length ? 'confirmed' : undefined;
        expect([engine.head().phase, engine.head().failing.backend?.certainty]).toEqual([
          certainty ? 'open' : 'dismissed',
          certainty,
        ]);
        return expect(engine.pages().length).toBe(certainty ? 1 : 0);
      }),
    );
  });

  it('a minority in any one round confirms nothing, whatever the others say (I1)', () => {
    const round = fc.array(fc.boolean(), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(round, round, (first, second) => {
        const locations = ['l0', 'l1', 'l2'];
        const engine = new Pure(withMonitor(shop({ locations }), 'backend', { dependsOn: [] }));
        engine.truth = (monitor, location, now) => {
          const nth = locations.indexOf(location);
          const rounds = [[true, false, false], first, second];
          return monitor === 'backend' && rounds[Math.round((now - MONDAY) / 5_000)]?.[nth] ? 'down' : 'up';
        };
        engine.lookAround();
        engine.run(MINUTE - 1);
        const most = (votes: readonly boolean[]) => votes.filter(Boolean).length >= 2;
        expect(engine.head().phase).toBe(most(first) && most(second) ? 'open' : 'dismissed');
      }),
    );
  });

  it('a location that has failed for long makes it partial, and one round of others beside it no more than that (I1, I3)', () => {
    const round = fc.array(fc.boolean(), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(round, round, (first, second) => {
        const locations = ['l0', 'l1', 'l2'];
        const engine = new Pure(withMonitor(shop({ locations }), 'backend', { dependsOn: [] }));
        const looks = (failing: readonly boolean[]) =>
          locations.map((location, i) =>
            look('backend', failing[i] ? 'down' : 'up', {
              location,
              slot: engine.now,
              bad: i === 0 ? 5 : failing[i] ? 1 : 0,
            }),
          );
        const rounds = [first, second];
        engine.got = { confirm: () => ({ looks: looks(rounds.shift()!), control: 'none' }) };
        engine.send({ type: 'signal', looks: looks([true, false, false]) });
        engine.run(20_000);
        const most = (votes: readonly boolean[]) => votes.filter(Boolean).length >= 2;
        const goesOn = most(first) || first[0];
        const certainty =
          goesOn && most(first) && most(second) ? 'confirmed' : goesOn && second[0] ? 'partial' : undefined;
        const { phase, failing } = engine.head();
        expect([phase, failing.backend?.certainty]).toEqual([certainty ? 'open' : 'dismissed', certainty]);
      }),
    );
  });
});
