import { describe, expect, it } from '@jest/globals';
import type { History } from '../../../src/core/incident/history.ts';
import type { Plan } from '../../../src/core/plan.ts';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { isSame, movedOf, rowsOf, verdict } from '../../../src/simulation/replay/compare.ts';
import { relive } from '../../../src/simulation/replay/relive.ts';
import { scriptOf } from '../../../src/simulation/replay/script.ts';
import { thenOf } from '../../../src/simulation/replay/told.ts';
import { policy, shop } from '../../support/plan.ts';
import { played } from '../../support/scenario.ts';

async function recorded(events: readonly string[], more = '', plan: Plan = shop()): Promise<History> {
  const { records } = await played(events, more, plan);
  return { version: 1, ...records[0]!, policy: plan.policy, plan };
}

async function replayed(history: History, plan: Plan = shop()) {
  const now = await relive(scriptOf(history)!, plan, history.incident.endedAt !== null);
  const then = thenOf(history);
  return { then, now, rows: rowsOf(then, now), moved: movedOf(then, now) };
}

const up = (monitor: string, at = '30m') => `at: ${at}, monitor: ${monitor}, becomes: up`;

describe('an incident lived through again with its own policy', () => {
  it.each<readonly [string, readonly string[], string?, Plan?]>([
    ['nobody answers, and it goes on', ['at: 0m, monitor: ingress, becomes: down'], 'for: 90m'],
    [
      'acknowledged, expired, mended',
      [
        'at: 0m, monitor: ingress, becomes: down',
        'at: 0m, person: on-call-devops, does: acknowledges, within: 2m',
        up('ingress', '50m'),
      ],
    ],
    [
      'raised and escalated by hand',
      [
        'at: 0m, monitor: backend, becomes: down',
        'at: 4m, person: devops-1, does: escalates',
        'at: 8m, monitor: frontend, becomes: down',
        up('[backend, frontend]'),
      ],
    ],
    [
      'a provider that refuses, hangs, throttles',
      [
        'at: 0m, channel: phone, does: refuses, for: 5m',
        'at: 0m, channel: sms, does: hangs, for: 3m',
        'at: 0m, channel: mail, does: throttles, for: 5m',
        'at: 0m, monitor: ingress, becomes: down',
        up('ingress'),
      ],
    ],
    [
      'muted by somebody',
      ['at: 0m, mute: backend, for: 10m, why: deploy', 'at: 1m, monitor: backend, becomes: down', up('backend')],
    ],
    [
      'failing again, and again',
      [
        'at: 0m, monitor: backend, becomes: down, for: 4m, every: 10m, times: 3',
        'at: 0m, person: devops-team, does: acknowledges, within: 1m',
      ],
    ],
    [
      'from one of three places',
      ['at: 0m, monitor: backend, becomes: down, from: [us]', up('backend')],
      '',
      shop({ locations: ['eu', 'us', 'asia'] }),
    ],
    [
      'rather blind',
      [
        'at: 0m, control: down',
        'at: 0m, monitor: [ingress, backend, frontend], becomes: down',
        'at: 20m, control: up',
        up('[ingress, backend, frontend]', '20m'),
      ],
      '',
      shop({ control: 'https://www.example.net/' }),
    ],
  ])(
    '%s: the same happens at the same time',
    async (_name, events, more = '', plan = shop()) => {
      const { rows, moved } = await replayed(await recorded(events, more, plan), plan);
      expect(rows.filter((row) => !isSame(row))).toEqual([]);
      expect(rows.length).toBeGreaterThan(3);
      expect([moved, verdict(moved, rows)]).toEqual([[], 'Nothing changes: the same happens at the same time.']);
    },
    30_000,
  );
});

describe('an incident lived through again with another policy', () => {
  const events = [
    'at: 0m, monitor: ingress, becomes: down',
    'at: 0m, person: lead-developer, does: acknowledges, within: 2m',
    up('ingress', '20m'),
  ];
  const sooner = shop({
    policy: policy({
      hash: 'policy-2',
      escalation: {
        P1: {
          levels: [
            { after: 0, page: 'on-call-devops' },
            { after: 2 * MINUTE, page: 'lead-developer' },
          ],
          repeat: 2,
        },
      },
    }),
  });

  it('says who is paged how much sooner, and people react as long after it as then', async () => {
    const { moved, rows, now } = await replayed(await recorded(events), sooner);
    expect(verdict(moved, rows)).toBe('With the new policy lead-developer is paged 3 min earlier.');
    const answers = now.entries.filter(({ about }) => about === 'answer');
    expect(answers.map(({ at, text }) => [at - moved[0]!.now!, text.slice(0, 30)])).toEqual([
      [2 * MINUTE, 'acknowledged by lead-developer'],
    ]);
  });

  it('says who is not paged any more, and who is as well', async () => {
    const other = shop({
      policy: policy({
        hash: 'policy-3',
        escalation: {
          P1: {
            levels: [
              { after: 0, page: 'on-call-devops' },
              { after: 5 * MINUTE, page: 'senior-developer' },
            ],
            repeat: 2,
          },
        },
      }),
    });
    const { moved, rows } = await replayed(await recorded(events), other);
    expect(verdict(moved, rows)).toMatch(/^With the new policy .*lead-developer is not paged any more/);
    expect(verdict(moved, rows)).toContain('senior-developer is paged as well');
  });

  it('a record without what was seen cannot be replayed', async () => {
    const history = await recorded(events);
    const old = { ...history, rows: history.rows.map(({ facts: _, ...row }) => row) };
    expect(scriptOf(old)).toBeUndefined();
  });
});
