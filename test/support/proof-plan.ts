import type { ChannelPlan, LadderPlan, Plan, Reach, Rotation } from '../../src/core/plan.ts';
import { MINUTE } from '../../src/core/time/instant.ts';
import { shop } from './plan.ts';

/** `pager` and `phone` wake, `mail` and `chat` do not; each is a provider of its own. */
const CHANNELS: Readonly<Record<string, ChannelPlan>> = Object.fromEntries(
  [
    ['pager', true],
    ['phone', true],
    ['mail', false],
    ['chat', false],
  ].map(([name, wake]) => [
    name,
    { name, kind: name, can: { wake, acknowledge: false, resolve: false }, settings: {} } as ChannelPlan,
  ]),
);

/** Levels five minutes apart, repeated twice. */
export const ladder = (...pages: readonly string[]): LadderPlan => ({
  levels: pages.map((page, i) => ({ page, after: i === 0 ? 0 : 5 * MINUTE })),
  repeat: 2,
});

export const weekly = (members: readonly string[], more: Partial<Rotation> = {}): Rotation => ({
  timezone: 'Europe/Madrid',
  handoff: { every: 'week', on: 'monday', at: '09:00' },
  members,
  overrides: [],
  ...more,
});

interface Parts {
  readonly escalation: Plan['policy']['escalation'];
  readonly people: Readonly<Record<string, readonly (string | Reach)[]>>;
  readonly rotations?: Plan['policy']['roster']['rotations'];
}

/** A plan with a policy of a few words: people and the channels they have. */
export const planOf = ({ escalation, people, rotations = {} }: Parts, more: Partial<Plan> = {}): Plan =>
  shop({
    timezone: 'Europe/Madrid',
    channels: CHANNELS,
    policy: {
      hash: 'proof',
      escalation,
      roster: {
        teams: {},
        rotations,
        people: Object.fromEntries(
          Object.entries(people).map(([name, ways]) => [
            name,
            { timezone: 'UTC', notify: ways.map((way) => (typeof way === 'string' ? { channel: way } : way)) },
          ]),
        ),
      },
    },
    ...more,
  });

/** Two on call in turn, a lead behind them, each to be woken in two ways: proven. */
export const sturdy = {
  escalation: { P1: ladder('on-call', 'lead'), P2: ladder('on-call', 'lead') },
  people: { ana: ['pager', 'phone'], ben: ['pager', 'phone'], lead: ['phone', 'pager'] },
  rotations: { 'on-call': weekly(['ana', 'ben']) },
} as const satisfies Parts;
