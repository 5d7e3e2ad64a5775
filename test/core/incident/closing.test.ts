import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Verdict } from '../../../src/core/check/check.ts';
import { HOUR, MINUTE } from '../../../src/core/time/instant.ts';
import { shop, withMonitor } from '../../support/plan.ts';
import { look, Pure } from '../../support/pure.ts';

/** Opened and paged, at the minute. */
function opened(recover: number): Pure {
  const engine = new Pure(withMonitor(shop({ rules: [] }), 'backend', { dependsOn: [], recover }));
  engine.truth = (name) => (name === 'backend' ? 'down' : 'up');
  engine.lookAround();
  engine.run(MINUTE - 1);
  expect(engine.head().phase).toBe('open');
  engine.now += 1;
  return engine;
}

const verdicts = fc.array(fc.constantFrom<Verdict>('up', 'up', 'up', 'down', 'unknown'), {
  minLength: 1,
  maxLength: 40,
});

describe('the end of an incident', () => {
  it('takes so many good looks in a row, three times as many once it flaps; unknown is no good look (C1, rule 7)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), verdicts, (recover, looks) => {
        const engine = opened(recover);
        let good = 0;
        let relapses = 0;
        for (const [i, verdict] of looks.entries()) {
          engine.send({ type: 'signal', looks: [look('backend', verdict, { slot: engine.now })] });
          if (verdict === 'down' && good > 0) relapses += 1;
          good = verdict === 'up' ? good + 1 : verdict === 'down' ? 0 : good;
          const isOver = good >= recover * (relapses >= 3 ? 3 : 1);
          expect([i, engine.head().recoveredAt !== null]).toEqual([i, isOver]);
          if (isOver) return;
          engine.now += MINUTE;
        }
      }),
      { numRuns: 150 },
    );
  });

  it('data stopping ends nothing, however long (C1)', () => {
    const engine = opened(2);
    engine.truth = () => 'unknown';
    engine.run(24 * HOUR);
    expect(engine.head()).toMatchObject({ phase: 'open', recoveredAt: null });
  });

  it('is told to everyone who was paged, once, on what reached them, before it is closed (C2)', () => {
    const ways = fc.dictionary(fc.constantFrom('devops-1', 'lead-developer'), fc.constantFrom('phone', 'mail'));
    fc.assert(
      fc.property(ways, fc.integer({ min: 1, max: 30 }), (reaches, minutes) => {
        const engine = new Pure(withMonitor(shop({ rules: [] }), 'backend', { dependsOn: [], severity: 'P1' }));
        let isDown = true;
        engine.truth = (name) => (name === 'backend' && isDown ? 'down' : 'up');
        engine.got = {
          page: ({ ask }) =>
            (reaches[ask.person] ?? 'phone') === ask.channel ? { is: 'accepted' } : { is: 'permanent', why: 'no' },
        };
        engine.lookAround();
        engine.run(minutes * MINUTE);
        isDown = false;
        engine.run(5 * MINUTE);
        expect(engine.head().phase).toBe('closed');
        const reached = new Map(
          engine
            .pages()
            .flatMap(({ person, channel }) => (channel === (reaches[person] ?? 'phone') ? [[person, channel]] : [])),
        );
        const end = engine.claimed.flatMap(({ due }) =>
          due.kind === 'tell' ? [[due.ask.person, due.ask.channel]] : [],
        );
        expect(new Map(end as [string, string][])).toEqual(reached);
        expect(end.length).toBe(reached.size);
      }),
      { numRuns: 30 },
    );
  });

  it('failing again within the reopen window resumes the incident, later is a new one (C3)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), (pause, reopen) => {
        const engine = opened(2);
        engine.plan = { ...engine.plan, reopenWindow: reopen * MINUTE };
        engine.truth = () => 'up';
        engine.run(5 * MINUTE);
        const closed = engine.head();
        expect(closed.phase).toBe('closed');
        engine.now = closed.endedAt! + pause * MINUTE - 1;
        const at = engine.now;
        engine.truth = (name) => (name === 'backend' ? 'down' : 'up');
        engine.lookAround();
        engine.run(50_000);
        const isSame = at - closed.endedAt! < reopen * MINUTE;
        const { id, generation, number, phase } = engine.head();
        expect({ id, generation, number, phase }).toEqual(
          isSame
            ? { id: 'shop-1', generation: 2, number: 1, phase: 'open' }
            : { id: 'shop-2', generation: 1, number: 2, phase: 'open' },
        );
        // Whichever it is, somebody is paged again: keys never swallow it.
        expect(engine.pages().length).toBe(2);
      }),
      { numRuns: 60 },
    );
  });
});
