import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Delivery, Held } from '../../../src/core/escalation/delivery.ts';
import type { Incident } from '../../../src/core/incident/incident.ts';
import { attention } from '../../../src/core/message/sentence.ts';
import type { LadderPlan, Plan, Reach } from '../../../src/core/plan.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { MONDAY, monitor, policy, shop } from '../../support/plan.ts';
import { Pure } from '../../support/pure.ts';

/** The same engine, whose record gets back after each event whatever was dropped from it. */
class Whole extends Pure {
  override send(event: Parameters<Pure['send']>[0]): ReturnType<Pure['send']> {
    const before = this.incident;
    const reply = super.send(event);
    if (this.incident) this.incident = whole(before, this.incident, event.type === 'escalate');
    return reply;
  }
}

function whole(before: Incident | null, after: Incident, escalated: boolean): Incident {
  const was = before?.id === after.id && before.generation === after.generation ? before : null;
  const kept = Object.entries(was?.effects ?? {}).filter(([key, { kind }]) => kind === 'page' || key in after.effects);
  const effects = { ...Object.fromEntries(kept), ...after.effects };
  const { paged: _, ...rest } = after;
  if (!after.ladder) return { ...rest, effects };
  const { over: __, spent: ___, ...ladder } = after.ladder;
  const pressed = was?.ladder?.n === ladder.n ? was.ladder.hurried : [];
  const hurried = escalated && was?.ladder?.n === ladder.n ? [...pressed, after.changedAt] : pressed;
  return { ...rest, effects, ladder: { ...ladder, hurried } };
}

const PEOPLE = ['ana', 'ben', 'cleo', 'dan'];
const CHANNELS = ['phone', 'sms', 'mail', 'chat'];

const way: fc.Arbitrary<Reach> = fc.record(
  { channel: fc.constantFrom(...CHANNELS), after: fc.integer({ min: 1, max: 40 }).map((n) => n * MINUTE) },
  { requiredKeys: ['channel'] },
);
const ways = fc.uniqueArray(way, { minLength: 1, maxLength: 4, selector: ({ channel }) => channel });
const ladder: fc.Arbitrary<LadderPlan> = fc.record({
  levels: fc.array(
    fc.record({
      after: fc.integer({ min: 30, max: 600 }).map((s) => s * SECOND),
      page: fc.constantFrom('on-call', ...PEOPLE),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  repeat: fc.integer({ min: 0, max: 10 }),
  acknowledgementExpires: fc.constantFrom(10 * MINUTE, 30 * MINUTE),
});

const random: fc.Arbitrary<Plan> = fc
  .record({
    p1: ladder,
    p2: ladder,
    ways: fc.tuple(ways, ways, ways, ways),
    members: fc.shuffledSubarray(PEOPLE, { minLength: 1 }),
  })
  .map(({ p1, p2, ways: of, members }) =>
    shop({
      monitors: { backend: monitor('backend'), shop: monitor('shop', { severity: 'P1' }) },
      rules: [],
      policy: policy({
        escalation: { P1: p1, P2: p2 },
        roster: {
          people: Object.fromEntries(PEOPLE.map((name, i) => [name, { timezone: 'UTC', notify: of[i]! }])),
          teams: {},
          rotations: {
            'on-call': {
              timezone: 'UTC',
              handoff: { every: 'week', on: 'monday', at: '09:00' },
              members,
              overrides: [],
            },
          },
        },
      }),
    }),
  );

type Fate = 'accepted' | 'unknown' | 'temporary' | 'late' | 'permanent' | 'held' | 'lost';
const FATES: readonly Fate[] = ['accepted', 'unknown', 'temporary', 'late', 'permanent', 'held', 'lost'];
const outcome = (fate: Fate, now: number): Delivery | Held | undefined =>
  fate === 'lost'
    ? undefined
    : fate === 'accepted'
      ? { is: fate }
      : fate === 'held'
        ? { is: fate, until: now + 40 * SECOND }
        : fate === 'temporary' || fate === 'late'
          ? { is: 'temporary', why: 'busy', retryAt: now + (fate === 'late' ? 5 * MINUTE : 20 * SECOND) }
          : { is: fate, why: 'no answer' };

/** What becomes of a page depends on nothing but its key. */
function fateOf(key: string, fates: readonly Fate[]): Fate {
  let sum = 7;
  for (const letter of key) sum = (sum * 31 + letter.charCodeAt(0)) % 1_000_003;
  return fates[sum % fates.length]!;
}

const step = fc.record({
  minutes: fc.integer({ min: 1, max: 30 }),
  then: fc.constantFrom('wait', 'wait', 'wait', 'escalate', 'escalate twice', 'acknowledge', 'raise', 'unreached'),
  /** Which of the latest pages. */
  nth: fc.integer({ min: 1, max: 12 }),
  by: fc.constantFrom(...PEOPLE),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function act(engine: Pure, { minutes, then, by, nth }: Step): void {
  engine.run(minutes * MINUTE);
  if (then === 'acknowledge') engine.send({ type: 'acknowledge', by, via: 'console' });
  if (then.startsWith('escalate')) engine.send({ type: 'escalate', by, via: 'console' });
  if (then === 'escalate twice') engine.send({ type: 'escalate', by, via: 'console' });
  if (then === 'unreached') unreached(engine, nth);
  if (then === 'raise') engine.truth = () => 'down';
  engine.settle();
}

/** The provider says of one of the latest pages that it did not reach anybody. */
function unreached(engine: Pure, nth: number): void {
  const { due } = engine.claimed.filter((each) => each.due.kind === 'page').at(-nth) ?? {};
  if (due?.kind !== 'page') return;
  const { generation } = engine.head();
  engine.send({ type: 'unreached', generation, key: due.key, channel: due.ask.channel, why: 'busy' });
}

describe('the bounds of the head', () => {
  it('change no page, no line and no word: what is dropped was over, or is remembered (I1, E2, E4, E5)', () => {
    let dropped = 0;
    fc.assert(
      fc.property(
        random,
        fc.array(fc.constantFrom(...FATES), { minLength: 1, maxLength: 5 }),
        fc.array(step, { minLength: 2, maxLength: 5 }),
        (plan, fates, steps) => {
          const [bounded, unbounded] = [new Pure(plan), new Whole(plan)];
          for (const engine of [bounded, unbounded]) {
            engine.truth = (name) => (name === 'backend' ? 'down' : 'up');
            engine.got = { page: ({ key }, now) => outcome(fateOf(key, fates), now) };
            engine.lookAround();
          }
          for (const each of steps) {
            for (const engine of [bounded, unbounded]) act(engine, each);
            expect(attention(bounded.head(), bounded.context())).toBe(attention(unbounded.head(), unbounded.context()));
          }
          expect(bounded.pages()).toEqual(unbounded.pages());
          expect(bounded.lines).toEqual(unbounded.lines);
          dropped += Object.keys(unbounded.head().effects).length - Object.keys(bounded.head().effects).length;
        },
      ),
      { numRuns: 8 },
    );
    expect(dropped).toBeGreaterThan(0);
  });
});

describe('the head', () => {
  const places = ['madrid', 'paris', 'oslo'];
  const five = ['ana-garcia', 'ben-walker', 'cleo-martin', 'dan-olsen', 'eva-schmidt'];
  const names = Array.from({ length: 10 }, (_, i) => `monitor-${i}`);
  const hard = (people: readonly string[] = five): Plan =>
    shop({
      locations: places,
      monitors: Object.fromEntries(names.map((name) => [name, monitor(name, { severity: 'P1' })])),
      rules: [],
      policy: policy({
        escalation: {
          P1: { levels: people.map((page, i) => ({ page, after: i === 0 ? 0 : 5 * MINUTE })), repeat: 10 },
        },
        roster: {
          people: Object.fromEntries(
            people.map((name) => [
              name,
              { timezone: 'UTC', notify: CHANNELS.map((channel) => ({ channel, to: '+34600123456' })) },
            ]),
          ),
          teams: {},
          rotations: {},
        },
      }),
    });
  const why = 'no answer within 10 s, it may have arrived';

  it.each([
    ['nobody knows whether any page arrives', 4, () => ({ is: 'unknown', why }) as const],
    ['every sender dies', 2, () => undefined],
    ['every channel refuses', 4, () => ({ is: 'permanent', why }) as const],
    ['every channel accepts', 2, () => ({ is: 'accepted', ref: 'SM0123456789abcdef0123456789abcdef' }) as const],
  ])(
    'stays below 32 KB although %s: five levels, eleven rounds, four ways, ten monitors, three places',
    (_, n, page) => {
      const engine = new Pure(hard());
      engine.truth = () => 'down';
      engine.got = { page, tell: () => ({ is: 'unknown', why }) };
      let largest = 0;
      engine.lookAround();
      const end = MONDAY + 8 * HOUR;
      while (engine.now < end && (engine.incident?.ladders ?? 0) < n) {
        engine.run(MINUTE);
        largest = Math.max(largest, JSON.stringify(engine.incident).length);
      }
      expect(largest).toBeLessThan(32 * 1024);
    },
  );

  it('hears that a page did not reach anybody although it has no room to hold it any more (E5)', () => {
    const engine = new Pure(hard(Array.from({ length: 40 }, (_, i) => `person-${i}`)));
    engine.truth = () => 'down';
    engine.lookAround();
    const spent = () =>
      engine.claimed.findLast(
        ({ due }) =>
          due.kind === 'page' &&
          due.ask.ladder === engine.head().ladder?.n &&
          !(due.key in engine.head().effects) &&
          engine
            .head()
            .ladder?.spent?.places.some(({ cycle, level }) => cycle === due.ask.cycle && level === due.ask.level),
      );
    while ((!engine.incident || !spent()) && engine.now < MONDAY + 4 * HOUR) engine.run(MINUTE);
    const { due } = spent()!;
    if (due.kind !== 'page') throw new Error('no page');
    const { person, channel, level, cycle } = due.ask;
    const before = engine.pages().length;
    const event = { type: 'unreached', generation: 1, key: due.key, channel, why: 'busy' } as const;
    expect(engine.send(event).is).toBe('done');
    expect(engine.send(event).is).toBe('refused');
    engine.settle();
    expect(engine.pages().slice(before)).toMatchObject([{ person, level, cycle, way: due.ask.way + 1 }]);
  });
});
