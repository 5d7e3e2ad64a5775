import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  NO_TEMPLATES,
  observed,
  type RollbackLimits,
  rollbackTarget,
  type TemplateLook,
  type Templates,
} from '../../../src/core/remedy/templates.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { MONDAY } from '../../support/plan.ts';

/** A look each minute: a letter for what runs, in capitals where the monitor is well. */
const looked = (looks: string, from = MONDAY, before: Templates = NO_TEMPLATES): Templates =>
  [...looks].reduce(
    (templates, letter, n) =>
      observed(templates, {
        hash: letter.toLowerCase(),
        at: from + n * MINUTE,
        isWell: letter !== letter.toLowerCase(),
      }),
    before,
  );
const minutes = (looks: string) => MONDAY + (looks.length - 1) * MINUTE;
const limits = (looks: string, failedAgo: number, more: Partial<RollbackLimits> = {}): RollbackLimits => ({
  now: minutes(looks),
  failedAt: minutes(looks) - failedAgo,
  deployedWithin: 30 * MINUTE,
  healthyFor: 10 * MINUTE,
  ...more,
});
const GOOD = 'A'.repeat(11);

describe('what a rollback goes back to (G2)', () => {
  it('is the last template that was well for long enough, after a recent deploy', () => {
    const looks = `${GOOD}bbb`;
    expect(rollbackTarget(looked(looks), limits(looks, 2 * MINUTE))).toEqual({ is: 'target', from: 'b', to: 'a' });
  });

  it('also where it failed before the recorder saw the deploy: it is only a minute wide', () => {
    const looks = `${GOOD}b`;
    expect(rollbackTarget(looked(looks), limits(looks, 30 * SECOND))).toMatchObject({ is: 'target' });
  });

  it.each([
    ['nobody looked yet', '', 0, {}, /nobody has looked/],
    [
      'the recorder is dead',
      `${GOOD}b`,
      0,
      { now: minutes(`${GOOD}b`) + 5 * MINUTE },
      /nobody has looked .* for 5 min/,
    ],
    ['nothing was deployed', GOOD, MINUTE, {}, /was there when we began/],
    ['it failed before', `${'A'.repeat(20)}b`, 5 * MINUTE, {}, /failed before what runs now was deployed/],
    ['the deploy is long ago', `${GOOD}${'B'.repeat(40)}b`, 0, {}, /the last deploy was 40 min before it failed/],
    ['nothing was well for long enough', 'AAAAAb', 0, {}, /no version before it was seen healthy for 10 min/],
    ['what was well was interrupted', 'AAAAAAaAAAAAAb', 0, {}, /no version before it/],
  ] as const)('is nothing where %s', (_, looks, failedAgo, more, why) => {
    expect(rollbackTarget(looked(looks), limits(looks, failedAgo, more))).toEqual({
      is: 'refused',
      why: expect.stringMatching(why),
    });
  });

  it('is nothing where nobody looked while it was deployed: that may be long before it failed', () => {
    const before = looked(GOOD);
    const now = minutes(GOOD) + 65 * MINUTE;
    const seen = observed(before, { hash: 'b', at: now, isWell: false });
    expect(rollbackTarget(seen, { ...limits(GOOD, 0), now, failedAt: now - MINUTE })).toEqual({
      is: 'refused',
      why: 'nobody looked at what runs there for 1 h 5 min: when it was deployed is not known',
    });
  });

  it('our own rollback is no deploy, and what was rolled back never comes back', () => {
    const looks = `${GOOD}bb`;
    const back = observed(looked(looks), { hash: 'a', at: minutes(looks) + 10 * SECOND, isWell: false, isOurs: true });
    expect(back.bad).toEqual(['b']);
    const now = minutes(looks) + MINUTE;
    const still = observed(back, { hash: 'a', at: now, isWell: false });
    expect(rollbackTarget(still, { ...limits(looks, 0), now, failedAt: now })).toMatchObject({
      why: expect.stringContaining('put there by a remedy'),
    });
    // Somebody deploys the bad one again, it is well for a while, and then the next one is bad.
    const later = looked(`${'B'.repeat(12)}cc`, now + MINUTE, still);
    const end = now + 14 * MINUTE;
    expect(rollbackTarget(later, { ...limits(looks, 0), now: end, failedAt: end - 30 * SECOND })).toEqual({
      is: 'target',
      from: 'c',
      to: 'a',
    });
  });

  it('what lies between looks that are far apart was seen by nobody', () => {
    const first = looked('AAAAAA');
    const gap = looked('AAAAAA', minutes('AAAAAA') + HOUR, first);
    expect(gap.reigns.at(-1)!.well).toBe(5 * MINUTE);
  });

  it('a look that was missed may have been the only one to see it fail', () => {
    const first = looked('AAAAAA');
    const missed = looked('AAAAAA', minutes('AAAAAA') + 2 * MINUTE, first);
    expect(missed.reigns.at(-1)!.well).toBe(5 * MINUTE);
    // One that is late is not missed.
    const late = looked('AAAAAA', minutes('AAAAAA') + 1.8 * MINUTE, first);
    expect(late.reigns.at(-1)!.well).toBe(11.8 * MINUTE);
  });

  it('a look that comes late or twice changes nothing', () => {
    const templates = looked(`${GOOD}b`);
    expect(observed(templates, { hash: 'a', at: MONDAY, isWell: true })).toBe(templates);
  });

  it('whatever happened: never what runs, never what was rolled back, never what was not well, and bounded', () => {
    const look: fc.Arbitrary<TemplateLook | 'rollback'> = fc.oneof(
      {
        weight: 20,
        arbitrary: fc.record({
          hash: fc.constantFrom('a', 'b', 'c', 'd'),
          at: fc.nat(3 * MINUTE),
          isWell: fc.boolean(),
        }),
      },
      { weight: 1, arbitrary: fc.constant('rollback' as const) },
    );
    fc.assert(
      fc.property(fc.array(look, { maxLength: 120 }), fc.nat(40 * MINUTE), (looks, ago) => {
        let [templates, at] = [NO_TEMPLATES, MONDAY];
        const target = () =>
          rollbackTarget(templates, {
            now: at,
            failedAt: at - ago,
            deployedWithin: 30 * MINUTE,
            healthyFor: 5 * MINUTE,
          });
        for (const each of looks) {
          if (each === 'rollback') {
            const to = target();
            at += 1;
            if (to.is === 'target') templates = observed(templates, { hash: to.to, at, isWell: false, isOurs: true });
            continue;
          }
          at += each.at;
          templates = observed(templates, { ...each, at });
        }
        const to = target();
        expect([templates.reigns.length <= 20, templates.bad.length <= 50]).toEqual([true, true]);
        if (to.is !== 'target') return;
        expect(to.from).toBe(templates.reigns.at(-1)!.hash);
        expect([to.to === to.from, templates.bad.includes(to.to), templates.reigns.at(-1)!.ours]).toEqual([
          false,
          false,
          undefined,
        ]);
        expect(templates.reigns.some(({ hash, well }) => hash === to.to && well >= 5 * MINUTE)).toBe(true);
      }),
    );
  });
});
