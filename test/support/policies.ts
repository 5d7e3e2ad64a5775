import fc from 'fast-check';
import type { ChannelPlan, LadderPlan, MaintenancePlan, Plan, Reach, Rotation } from '../../src/core/plan.ts';
import { MINUTE } from '../../src/core/time/instant.ts';
import { monitor, shop } from './plan.ts';

/** The night in which clocks in Madrid are put forward, and the day after it. */
export const SPRING = Date.UTC(2027, 2, 28, 0, 0, 0);

const PEOPLE = ['ana', 'ben', 'cleo', 'dan'] as const;
const CHANNELS: Readonly<Record<string, ChannelPlan>> = Object.fromEntries(
  (
    [
      ['pager', true, 'https://pager.example.com/'],
      ['phone', true, 'https://phone.example.com/'],
      ['mail', false, 'https://mail.example.com/'],
    ] as const
  ).map(([name, wake, url]) => [
    name,
    { name, kind: 'webhook', can: { wake, acknowledge: false, resolve: false }, settings: { url } },
  ]),
);

const minutes = (...of: readonly number[]) => fc.constantFrom(...of).map((n) => n * MINUTE);
const clock = fc.constantFrom('01:30', '02:00', '02:10', '02:30', '02:45', '03:00', '03:15', '09:00');

const way: fc.Arbitrary<Reach> = fc
  .record({
    channel: fc.constantFrom(...Object.keys(CHANNELS)),
    after: fc.option(minutes(1, 2, 4), { nil: undefined }),
  })
  .map(({ channel, after }) => ({ channel, ...(after !== undefined && { after }) }));

const ways = fc.uniqueArray(way, { minLength: 1, maxLength: 3, selector: ({ channel }) => channel });

const stamp = fc
  .record({ hour: fc.integer({ min: 0, max: 9 }), minute: fc.constantFrom(0, 5, 30, 50) })
  .map(({ hour, minute }) => `2027-03-28T0${hour}:${String(minute).padStart(2, '0')}`);

const rotation: fc.Arbitrary<Rotation> = fc.record({
  timezone: fc.constantFrom('Europe/Madrid', 'UTC'),
  handoff: fc.record({ every: fc.constantFrom('hour' as const, 'day' as const), at: clock }),
  members: fc.shuffledSubarray([...PEOPLE], { minLength: 1, maxLength: 3 }),
  overrides: fc.array(fc.record({ from: stamp, to: stamp, member: fc.constantFrom(...PEOPLE) }), { maxLength: 2 }),
});

const ladder: fc.Arbitrary<LadderPlan> = fc
  .record({
    pages: fc.array(fc.constantFrom('first', 'second', ...PEOPLE), { minLength: 1, maxLength: 3 }),
    after: minutes(1, 3, 5),
    repeat: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ pages, after, repeat }) => ({
    levels: pages.map((page, i) => ({ page, after: i === 0 ? 0 : after })),
    repeat,
  }));

const maintenance: fc.Arbitrary<readonly MaintenancePlan[]> = fc.array(
  fc.record({
    name: fc.constantFrom('one', 'two'),
    timezone: fc.constantFrom('Europe/Madrid', 'UTC'),
    length: minutes(3, 20, 90),
    starts: fc.record({ at: clock }),
    monitors: fc.constant(['backend']),
  }),
  { maxLength: 2 },
);

/** Small policies whose hand-offs, overrides and maintenance crowd into one night. */
export const policies: fc.Arbitrary<Plan> = fc
  .record({
    ways: fc.array(ways, { minLength: PEOPLE.length, maxLength: PEOPLE.length }),
    first: rotation,
    second: rotation,
    p1: ladder,
    p2: ladder,
    maintenance,
  })
  .map(({ ways: of, first, second, p1, p2, maintenance: planned }) =>
    shop({
      monitors: { backend: monitor('backend', { severity: 'P1', confirm: { rounds: 0, apart: 0 } }) },
      rules: [],
      channels: CHANNELS,
      maintenance: planned,
      policy: {
        hash: 'random',
        escalation: { P1: p1, P2: p2 },
        roster: {
          people: Object.fromEntries(PEOPLE.map((name, i) => [name, { timezone: 'UTC', notify: of[i]! }])),
          teams: {},
          rotations: { first, second },
        },
      },
    }),
  );
