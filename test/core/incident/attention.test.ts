import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HOUR, MINUTE } from '../../../src/core/time/instant.ts';
import { monitor, policy, shop, withMonitor } from '../../support/plan.ts';
import { Pure } from '../../support/pure.ts';

/** Every order of the actors' steps that keeps each actor's own order. */
function* interleavings(actors: readonly (readonly string[])[]): Iterable<readonly string[]> {
  if (actors.every((steps) => steps.length === 0)) yield [];
  for (const [i, [step, ...rest]] of actors.entries())
    if (step !== undefined) for (const tail of interleavings(actors.with(i, rest))) yield [step, ...tail];
}

/** A P1 whose primary was paged; the secondary is due this very moment. */
function atTheEdge(): Pure {
  const engine = new Pure(withMonitor(shop({ rules: [] }), 'backend', { dependsOn: [], severity: 'P1' }));
  engine.truth = (name) => (name === 'backend' ? 'down' : 'up');
  engine.lookAround();
  engine.run(MINUTE);
  const [first] = engine.pages();
  engine.run(first!.at + 5 * MINUTE - 1 - engine.now);
  // Fresh looks: the page is due for nothing but its time.
  engine.now += 1;
  engine.lookAround();
  return engine;
}

describe('an acknowledgement against the timer', () => {
  it('in every order of two people, two runners and a tick exactly one wins, and the record says who (A1, A5, V2)', () => {
    let orders = 0;
    const wins = { acknowledgement: 0, page: 0 };
    const edge = atTheEdge();
    for (const order of interleavings([['claim 1', 'done 1'], ['claim 2', 'done 2'], ['ada'], ['bob'], ['tick']])) {
      orders += 1;
      const engine = edge.fork();
      const due = engine.next();
      const key = due.do === 'page' ? due.keys[0] : 'nothing';
      const granted: string[] = [];
      const replies: Record<string, string> = {};
      for (const step of order) {
        const [what, who] = step.split(' ');
        if (what === 'claim') {
          if (engine.send({ type: 'claim', key, lease: engine.now + MINUTE }).is === 'granted') granted.push(who!);
        } else if (what === 'done') {
          if (granted.includes(who!)) engine.send({ type: 'outcome', kind: 'page', key, got: { is: 'accepted' } });
        } else if (what === 'tick') engine.send({ type: 'tick' });
        else {
          const reply = engine.send({ type: 'acknowledge', by: what!, via: 'console' });
          replies[what!] = reply.is === 'done' ? reply.text : reply.is;
        }
      }
      const firstToSay = order.indexOf('ada') < order.indexOf('bob') ? 'ada' : 'bob';
      const said = order.indexOf(firstToSay);
      const claimed = Math.min(order.indexOf('claim 1'), order.indexOf('claim 2'));
      // Exactly one claim where the timer was first, none where the acknowledgement was.
      expect([order, granted.length]).toEqual([order, claimed < said ? 1 : 0]);
      wins[claimed < said ? 'page' : 'acknowledgement'] += 1;
      expect(engine.head().attention).toMatchObject({ is: 'acknowledged', by: firstToSay });
      const other = firstToSay === 'ada' ? 'bob' : 'ada';
      expect(replies).toEqual({
        [firstToSay]: `acknowledged by ${firstToSay}`,
        [other]: `${firstToSay} acknowledged it first`,
      });
      // Nothing is paged any more; whoever was paged hears of the acknowledgement, also one whose send was in flight (A2).
      const before = engine.pages().length;
      engine.run(20_000);
      expect(engine.pages().length).toBe(before);
      const told = engine.claimed.flatMap(({ due: d }) => (d.kind === 'tell' ? [d.ask.person] : []));
      expect(told).toEqual(granted.length > 0 ? ['devops-1', 'lead-developer'] : ['devops-1']);
    }
    expect(orders).toBe(1260);
    expect(Math.min(wins.acknowledgement, wins.page)).toBeGreaterThan(100);
  });
});

const names = ['a', 'b', 'c', 'd'];
/** Independent monitors of one severity: new suspects, nothing raised. */
const apart = () => shop({ monitors: Object.fromEntries(names.map((name) => [name, monitor(name)])), rules: [] });

describe('what an acknowledgement covers', () => {
  it('are the suspects known then: another one pages again, the same ones never do (A2)', () => {
    fc.assert(
      fc.property(
        fc.subarray(names, { minLength: 1 }),
        fc.array(fc.subarray(names), { maxLength: 4 }),
        (first, later) => {
          const engine = new Pure(apart());
          const failing = new Set(first);
          engine.truth = (name) => (failing.has(name) ? 'down' : 'up');
          engine.lookAround();
          engine.run(2 * MINUTE);
          engine.send({ type: 'acknowledge', by: 'devops-team', via: 'console' });
          expect(engine.head().attention).toMatchObject({ covers: [...first].sort() });
          for (const more of later) {
            const isNew = more.some((name) => !failing.has(name));
            const before = engine.pages().length;
            for (const name of more) failing.add(name);
            engine.run(3 * MINUTE);
            expect(engine.pages().length > before).toBe(isNew);
            expect(engine.head().ladder?.why).toBe(failing.size > first.length ? 'new suspect' : 'opened');
            engine.send({ type: 'acknowledge', by: 'devops-team', via: 'console' });
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('an acknowledgement that expires', () => {
  it('to the millisecond, pages whoever gave it first, then the level above; another one stops that (A4)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 0, max: 4 * 60 }),
        fc.constantFrom('devops-1', 'lead-developer'),
        (expires, seconds, by) => {
          const { P1 } = policy().escalation;
          const plan = shop({
            rules: [],
            policy: policy({ escalation: { P1: { ...P1!, acknowledgementExpires: expires * MINUTE } } }),
          });
          const engine = new Pure(withMonitor(plan, 'backend', { dependsOn: [], severity: 'P1' }));
          engine.truth = (name) => (name === 'backend' ? 'down' : 'up');
          engine.lookAround();
          engine.run(MINUTE + seconds * 1_000);
          engine.send({ type: 'acknowledge', by, via: 'console' });
          const at = engine.now;
          const before = engine.pages().length;
          engine.run(expires * MINUTE - 1);
          expect(engine.pages().length).toBe(before);
          engine.run(5 * MINUTE + 1);
          const after = engine.pages().slice(before);
          expect(after[0]).toMatchObject({ person: by, level: 'acknowledger', at: at + expires * MINUTE });
          expect(after.slice(1).map(({ person }) => person)).toEqual(
            by === 'devops-1' ? ['lead-developer'] : ['devops-1'],
          );
          engine.send({ type: 'acknowledge', by: 'devops-1', via: 'console' });
          engine.run(expires * MINUTE - 1);
          expect(engine.pages().length).toBe(before + after.length);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('asking for the next level', () => {
  it('pages it at once, before an acknowledgement as often as there are levels, and after one (A3)', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 3 }), (pauses) => {
        const engine = new Pure(withMonitor(shop({ rules: [] }), 'backend', { dependsOn: [], severity: 'P1' }));
        engine.truth = (name) => (name === 'backend' ? 'down' : 'up');
        engine.lookAround();
        engine.run(MINUTE);
        for (const pause of pauses) {
          engine.run(pause * 1_000);
          const before = engine.pages().length;
          engine.send({ type: 'escalate', by: 'devops-1', via: 'console' });
          engine.settle();
          expect(
            engine
              .pages()
              .slice(before)
              .map(({ at }) => at),
          ).toEqual([engine.now]);
        }
        engine.send({ type: 'acknowledge', by: 'devops-1', via: 'console' });
        const before = engine.pages().length;
        engine.run(HOUR / 4);
        expect(engine.pages().length).toBe(before);
        engine.send({ type: 'escalate', by: 'devops-1', via: 'console' });
        engine.settle();
        expect(engine.pages().length).toBeGreaterThan(before);
      }),
      { numRuns: 25 },
    );
  });
});
