import { describe, expect, it } from '@jest/globals';
import type { CheckResult, Verdict } from '../../../src/core/check/check.ts';
import type { PageAsk } from '../../../src/core/incident/work.ts';
import { calmHeadline } from '../../../src/web/view/headline.ts';
import { together } from '../../../src/web/view/looks.ts';
import type { MonitorView } from '../../../src/web/view/monitor.ts';
import { pageViews } from '../../../src/web/view/pages.ts';
import { MONDAY, shop } from '../../support/plan.ts';
import { story } from '../../support/story.ts';

const look = (verdict: Verdict, location: string): CheckResult => ({
  monitor: 'backend',
  location,
  slot: MONDAY,
  startedAt: MONDAY,
  verdict,
  code: verdict === 'up' ? 'ok' : 'status',
  text: verdict === 'up' ? 'as expected' : 'answers 500',
  phases: { total: 12 },
  expectations: [],
  failingParts: [],
  observed: {},
});

describe('several locations as one verdict (I1, I3)', () => {
  it.each([
    [['up', 'up', 'up'], 'up', 'as expected'],
    [['down', 'down', 'up'], 'down', 'answers 500, from 2 of 3 locations'],
    [['down', 'up', 'up'], 'degraded', 'answers 500, from 1 of 3 locations'],
    [['down', 'degraded', 'up'], 'degraded', 'answers 500, from 2 of 3 locations'],
    [['unknown', 'unknown', 'up'], 'unknown', 'answers 500'],
    [['up'], 'unknown', 'as expected'],
    [[], 'unknown', 'has not been checked yet'],
  ] as const)('%j is %s', (verdicts, verdict, text) => {
    const looks = verdicts.map((v, i) => look(v, `place-${i}`));
    expect(together(looks, 3)).toMatchObject({ verdict, text });
  });
});

describe('the sentence without an incident', () => {
  const monitor = (name: string, more: Partial<MonitorView> = {}) =>
    ({ name, verdict: 'up', quiet: false, checkedAt: MONDAY - 1_000, ...more }) as MonitorView;
  const say = (...monitors: readonly MonitorView[]) => calmHeadline('shop', monitors, MONDAY);

  it.each([
    [say(monitor('a'), monitor('b')), 'shop: all 2 monitors up. Last check 1 s ago.', 'well'],
    [say(monitor('a')), 'shop: a is up. Last check 1 s ago.', 'well'],
    [say(monitor('a', { verdict: 'unknown', checkedAt: null })), 'shop: the first checks are on their way.', 'well'],
    [
      say(monitor('a'), monitor('b', { verdict: 'down' })),
      'shop: 1 of 2 monitors up; b down. Last check 1 s ago.',
      'notice',
    ],
    [
      say(monitor('a'), monitor('b', { quiet: true })),
      'shop: 1 of 2 monitors up; no news of b. Last check 1 s ago.',
      'quiet',
    ],
  ])('%#', (headline, text, mood) => {
    expect(headline).toMatchObject({ text, mood });
    expect(headline.pieces.filter((piece) => typeof piece !== 'string').length).toBe(text.includes('Last') ? 1 : 0);
  });

  it('names three of many', () => {
    const { text } = say(...['a', 'b', 'c', 'd', 'e'].map((name) => monitor(name, { verdict: 'down' })));
    expect(text).toContain('0 of 5 monitors up; a down, b down, c down, and 2 more.');
  });
});

describe('pages and what became of them (E5)', () => {
  const ask: PageAsk = {
    ...{ ladder: 1, cycle: 0, level: 0, severity: 'P1', person: 'devops-1', via: 'on-call-devops' },
    ...{ way: 0, channel: 'phone', attempt: 1, repeat: false },
  };
  it.each([
    [{ is: 'claimed', at: 1, lease: MONDAY + 1 }, 'claimed', 'being sent'],
    [{ is: 'claimed', at: 1, lease: MONDAY - 1 }, 'claimed', 'no answer yet, it may have arrived'],
    [{ is: 'done', at: 2, since: 1, got: { is: 'accepted' } }, 'accepted', 'accepted'],
    [
      { is: 'done', at: 2, since: 1, got: { is: 'accepted', bundle: 5 } },
      'accepted',
      'accepted, one message for 5 incidents',
    ],
    [
      { is: 'done', at: 2, since: 1, got: { is: 'unknown', why: 'timed out' } },
      'unknown',
      'no answer, it may have arrived',
    ],
    [{ is: 'done', at: 2, since: 1, got: { is: 'held', until: 9 } }, 'held', 'held for one message with others'],
  ] as const)('%j', async (state, is, words) => {
    const simulation = await story();
    simulation.world.breaks('ingress');
    await simulation.run(20_000);
    const head = await simulation.head('shop');
    const incident = { ...head, effects: { p: { kind: 'page', key: 'p', ask, state } as const } };
    expect(pageViews(incident, shop(), MONDAY)).toMatchObject([
      { state: is, stateInWords: words, level: 1, wakes: true },
    ]);
  });
});
