import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Mute } from '../../../src/core/incident/mute.ts';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { MONDAY, shop, withMonitor } from '../../support/plan.ts';
import { Pure } from '../../support/pure.ts';

const window = (from: number, length: number, i: number): Mute => ({
  id: `m${i}`,
  monitors: ['backend'],
  from: MONDAY + from * MINUTE,
  until: MONDAY + (from + length) * MINUTE,
  why: 'work',
  by: 'ada',
});
const mutes = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 30 })), { maxLength: 3 })
  .map((all) => all.map(([from, length], i) => window(from, length, i)));
const failure = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }));
/** What a failure takes at most to be confirmed, its look included. */
const CONFIRMED = MINUTE;

describe('windows of mutes over a failure', () => {
  it('nobody is paged inside one, everything that fails outside or outlives one is paged, whenever it began (M1, M2)', () => {
    fc.assert(
      fc.property(mutes, failure, fc.boolean(), (all, [begins, lasts], isCritical) => {
        const more = { dependsOn: [], ...(isCritical && { severity: 'P1' as const }) };
        const engine = new Pure(withMonitor(shop({ rules: [] }), 'backend', more));
        const [from, until] = [MONDAY + begins * MINUTE, MONDAY + (begins + lasts) * MINUTE];
        engine.mutes = all;
        engine.truth = (name, _, now) => (name === 'backend' && from <= now && now < until ? 'down' : 'up');
        engine.run(90 * MINUTE);
        const isMuted = (at: number) => all.some((mute) => mute.from <= at && at < mute.until);
        for (const { at } of engine.pages()) expect([at, isMuted(at)]).toEqual([at, false]);
        // Each minute of failing that is confirmed and unmuted falls to somebody: paged at its start, or before it in the same stretch.
        for (let at = from + CONFIRMED; at < until; at += MINUTE) {
          if (isMuted(at)) continue;
          let stretch = at;
          while (stretch - MINUTE >= from && !isMuted(stretch - MINUTE)) stretch -= MINUTE;
          const heard = engine.pages().some((page) => page.at >= stretch && page.at <= at);
          expect([at, heard]).toEqual([at, true]);
        }
        // Checks and history go on.
        if (lasts > 2) expect(engine.lines.some(({ about }) => about === 'check')).toBe(true);
        // Healthy at the end, nothing is left behind.
        expect(engine.head().phase).toMatch(/closed|dismissed/);
      }),
      { numRuns: 60 },
    );
  });
});
