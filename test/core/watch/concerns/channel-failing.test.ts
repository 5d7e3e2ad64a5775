import { describe, expect, it } from '@jest/globals';
import type { Delivery, Held } from '../../../../src/core/escalation/delivery.ts';
import type { Incident } from '../../../../src/core/incident/incident.ts';
import type { Effect } from '../../../../src/core/incident/work.ts';
import { MINUTE } from '../../../../src/core/time/instant.ts';
import { channelFailing } from '../../../../src/core/watch/concerns/channel-failing.ts';
import { someFacts } from '../../../support/facts.ts';
import { MONDAY } from '../../../support/plan.ts';
import { someIncident } from '../../../support/store-samples.ts';

const now = MONDAY + 60 * MINUTE;
type Sent = readonly [minutesAgo: number, is: Delivery['is'] | 'held' | 'claimed', channel?: string];

function incident(id: string, ...sent: readonly Sent[]): Incident {
  const effects = sent.map(([ago, is, channel = 'phone'], n): Effect => {
    const key = `page/g1/l1/c0/${n}/devops-1/w0/a1`;
    const at = now - ago * MINUTE;
    const rung = { ladder: 1, cycle: 0, level: n, attempt: 1, way: 0 };
    const ask = { ...rung, severity: 'P1', person: 'devops-1', via: 'on-call-devops', channel, repeat: false } as const;
    if (is === 'claimed') return { kind: 'page', key, ask, state: { is, at, lease: at } };
    const got: Delivery | Held =
      is === 'accepted' ? { is } : is === 'held' ? { is, until: now } : { is, why: `answers 503 (${ago})` };
    return { kind: 'page', key, ask, state: { is: 'done', at, since: at, got } };
  });
  return someIncident({ id, effects: Object.fromEntries(effects.map((effect) => [effect.key, effect])) });
}
const failing = (...heads: readonly Incident[]) => channelFailing(someFacts({ heads, now }));

describe('a channel that fails (E5)', () => {
  it('three times in a row, whomever and whatever for, is of concern', () => {
    const heads = [
      incident('shop-1', [9, 'accepted'], [8, 'temporary'], [2, 'unknown']),
      incident('bank-1', [5, 'permanent']),
    ];
    expect(failing(...heads)).toMatchObject([
      {
        key: 'channel:phone',
        since: now - 8 * MINUTE,
        text: 'the last 3 sends on phone failed since 14:52: answers 503 (2)',
        remedy: expect.stringContaining('tocsin channels test phone'),
      },
    ]);
  });

  it.each<readonly [string, readonly Sent[]]>([
    [
      'twice',
      [
        [3, 'permanent'],
        [2, 'permanent'],
      ],
    ],
    [
      'and was accepted since',
      [
        [4, 'permanent'],
        [3, 'permanent'],
        [2, 'permanent'],
        [1, 'accepted'],
      ],
    ],
    [
      'and was accepted in between',
      [
        [4, 'permanent'],
        [3, 'permanent'],
        [2, 'accepted'],
        [1, 'permanent'],
      ],
    ],
    [
      'long ago',
      [
        [40, 'permanent'],
        [35, 'permanent'],
        [30, 'permanent'],
      ],
    ],
    [
      'or was held back, or is under way',
      [
        [4, 'permanent'],
        [3, 'held'],
        [2, 'claimed'],
        [1, 'permanent'],
      ],
    ],
    [
      'and left the config',
      [
        [3, 'permanent', 'pager'],
        [2, 'permanent', 'pager'],
        [1, 'permanent', 'pager'],
      ],
    ],
    [
      'each another one',
      [
        [3, 'permanent'],
        [2, 'permanent', 'sms'],
        [1, 'permanent', 'mail'],
      ],
    ],
  ])('%s is none', (_what, sent) => {
    expect(failing(incident('shop-1', ...sent))).toEqual([]);
  });
});
