import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { badRounds } from '../../../src/core/check/standing.ts';
import type { Sight } from '../../../src/core/incident/failure.ts';
import type { Incident } from '../../../src/core/incident/incident.ts';
import { MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { Simulation } from '../../../src/simulation/driver.ts';
import { MONDAY, monitor, shop } from '../../support/plan.ts';

const BROKEN = { verdict: 'down', code: 'status', text: 'answers 500' } as const;
const FINE = { verdict: 'up', code: 'ok', text: 'as expected' } as const;
const alone = shop({ monitors: { backend: monitor('backend') } });

/** Where an incident stood, minute by minute, while the checks of those minutes went as `bad` says and each second look was fine. */
async function minutes(bad: readonly boolean[]): Promise<readonly (Incident | null)[]> {
  const s = new Simulation({ plan: alone, start: MONDAY });
  const isSlot = () => (s.clock.now() - MONDAY) % MINUTE < SECOND;
  s.world.look = () => (isSlot() && bad[Math.floor((s.clock.now() - MONDAY) / MINUTE)] ? BROKEN : FINE);
  const seen: (Incident | null)[] = [];
  for (const _ of bad) {
    await s.run(MINUTE / 2);
    seen.push(await s.stores.incidents.head('shop'));
    await s.run(MINUTE / 2);
  }
  return seen;
}

/** Bad ones among the last 15, as plainly as it can be counted. */
const count = (bad: readonly boolean[], minute: number) =>
  bad.slice(Math.max(0, minute - 14), minute + 1).filter(Boolean).length;

describe('5 of 15', () => {
  it('opens at five and ends below half of them, for any course of checks: never in turns (I6, C1)', async () => {
    const course = fc
      .array(
        fc.record({
          chance: fc.integer({ min: 0, max: 10 }),
          dice: fc.array(fc.nat(10), { minLength: 15, maxLength: 15 }),
        }),
        { minLength: 3, maxLength: 6 },
      )
      .map((spans) => spans.flatMap(({ chance, dice }) => dice.map((die) => die < chance)));
    await fc.assert(
      fc.asyncProperty(course, async (bad) => {
        const seen = await minutes(bad);
        const open = seen.map((head) => head?.phase === 'open' && head.recoveredAt === null);
        for (const [minute, head] of seen.entries()) {
          const [opened, ended] = [open[minute] && !open[minute - 1], !open[minute] && open[minute - 1]];
          if (opened)
            expect([head?.failing.backend?.certainty, count(bad, minute) >= 5]).toEqual(['intermittent', true]);
          if (ended) expect(count(bad, minute)).toBeLessThanOrEqual(2);
          if (ended) expect(bad.slice(minute - 1, minute + 1)).toEqual([false, false]);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('solid', () => {
  const sight = (verdict: Sight['verdict'], run: number) => ({ verdict, run }) as Sight;

  it('is what a majority of locations sees fail so many times in a row (I1, I6)', () => {
    const sights = { eu: sight('down', 3), us: sight('degraded', 2), ap: sight('up', 9) };
    expect(badRounds(sights, ['eu', 'us', 'ap'])).toBe(2);
    expect(badRounds(sights, ['eu', 'us', 'ap', 'sa'])).toBe(0);
    expect(badRounds({ eu: sight('down', 1) }, ['eu'])).toBe(1);
    expect(badRounds(undefined, ['eu'])).toBe(0);
  });
});
