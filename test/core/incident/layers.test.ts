import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { monitor, shop } from '../../support/plan.ts';
import { look, Pure } from '../../support/pure.ts';

/** Any graph without circles: each monitor depends on some of those before it. */
const graph = fc.integer({ min: 1, max: 7 }).chain((size) =>
  fc.record({
    below: fc.tuple(...Array.from({ length: size }, (_, i) => fc.subarray(Array.from({ length: i }, (_, j) => j)))),
    failing: fc.subarray(Array.from({ length: size }, (_, i) => i)),
    order: fc.shuffledSubarray(
      Array.from({ length: size }, (_, i) => i),
      { minLength: size },
    ),
  }),
);

/** Everything it depends on, near and far, the naive way: as many rounds as there are monitors. */
function beneath(below: readonly (readonly number[])[], of: number): Set<number> {
  const found = new Set(below[of]);
  for (let round = 0; round < below.length; round++)
    for (const one of [...found]) for (const next of below[one]!) found.add(next);
  return found;
}

describe('the first broken layer', () => {
  it('is what fails with nothing failing beneath it, in any graph; all that fails is known, all is checked (I5)', () => {
    fc.assert(
      fc.property(graph, ({ below, failing, order }) => {
        const monitors = order.map((i) => monitor(`m${i}`, { dependsOn: below[i]!.map((j) => `m${j}`) }));
        const engine = new Pure(shop({ monitors: Object.fromEntries(monitors.map((m) => [m.name, m])), rules: [] }));
        engine.truth = (name) => (failing.includes(Number(name.slice(1))) ? 'down' : 'up');
        engine.lookAround();
        engine.run(2 * MINUTE);
        if (failing.length === 0) return expect(engine.incident).toBeNull();
        const roots = failing.filter((one) => ![...beneath(below, one)].some((other) => failing.includes(other)));
        const head = engine.head();
        expect([...head.roots].sort()).toEqual(roots.map((i) => `m${i}`).sort());
        expect(Object.keys(head.failing).sort()).toEqual(failing.map((i) => `m${i}`).sort());
        // Suppressing is for pages, never for checks: each monitor was looked at in this very minute.
        for (const { name } of monitors) expect(head.sights[name]?.here?.slot).toBe(engine.now);
        // One incident, one page: symptoms wake nobody.
        return expect(engine.pages().filter(({ level }) => level === 0)).toHaveLength(1);
      }),
      { numRuns: 80 },
    );
  });

  it('symptoms go on while the root recovers: the next layer becomes the suspect (I5)', () => {
    fc.assert(
      fc.property(graph, ({ below, failing, order }) => {
        fc.pre(failing.length > 1);
        const monitors = order.map((i) => monitor(`m${i}`, { dependsOn: below[i]!.map((j) => `m${j}`) }));
        const engine = new Pure(shop({ monitors: Object.fromEntries(monitors.map((m) => [m.name, m])), rules: [] }));
        const down = new Set(failing);
        engine.truth = (name) => (down.has(Number(name.slice(1))) ? 'down' : 'up');
        engine.lookAround();
        engine.run(2 * MINUTE);
        const [mended] = failing;
        down.delete(mended!);
        engine.run(5 * MINUTE);
        const left = failing.filter((one) => one !== mended);
        const roots = left.filter((one) => ![...beneath(below, one)].some((other) => left.includes(other)));
        expect(engine.head().phase).toBe('open');
        expect([...engine.head().roots].sort()).toEqual(roots.map((i) => `m${i}`).sort());
      }),
      { numRuns: 30 },
    );
  });
});

it('what begins to fail as the layer beneath it is up again is trouble of its own, also where one look saw both (I5, S1)', () => {
  const beneath = monitor('beneath', { recover: 1 });
  const above = monitor('above', { dependsOn: ['beneath'], severity: 'P1', confirm: { rounds: 0, apart: 5 * SECOND } });
  const engine = new Pure(shop({ monitors: { beneath, above }, rules: [] }));
  engine.truth = (name) => (name === 'beneath' ? 'down' : 'up');
  engine.lookAround();
  engine.run(2.5 * MINUTE);
  expect(engine.head().roots).toEqual(['beneath']);
  const slot = engine.now;
  engine.now += 40;
  engine.send({ type: 'signal', looks: [look('beneath', 'up', { slot }), look('above', 'down', { slot })] });
  engine.settle();
  expect(engine.head().roots).toEqual(['above']);
  expect(engine.pages().at(-1)).toMatchObject({ at: engine.now, severity: 'P1' });
});
