import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/core/incident/decide.ts';
import type { Facts } from '../../../src/core/incident/facts.ts';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { MONDAY, shop } from '../../support/plan.ts';
import { played } from '../../support/scenario.ts';

const factsOf = async (events: readonly string[], locations = ['here']): Promise<readonly Facts[]> => {
  const account = await played(events, '', shop({ locations }));
  return account.records.flatMap(({ rows }) => rows.flatMap(({ facts }) => facts ?? []));
};

describe('what a row keeps of its event, so that it can be lived through again', () => {
  it('looks that said something new, and no others', async () => {
    const facts = await factsOf(
      ['at: 0m, monitor: backend, becomes: down', 'at: 10m, monitor: backend, becomes: up'],
      ['eu', 'us'],
    );
    const looks = facts.flatMap((each) => each.looks ?? []).filter(({ monitor }) => monitor === 'backend');
    expect(looks.map(({ location, verdict }) => `${location} ${verdict}`)).toEqual([
      'eu down',
      'us down',
      'eu up',
      'us up',
    ]);
    expect(looks[0]).toMatchObject({ code: 'status', text: 'answers 500 instead of 200', bad: 1 });
  });

  it('answers, sends with what they took, mutes by people, each once', async () => {
    const facts = await factsOf([
      'at: 0m, channel: chat, does: is-slow',
      'at: 0m, monitor: backend, becomes: down',
      'at: 3m, person: devops-team, does: acknowledges',
      'at: 5m, mute: backend, for: 10m, why: at work, by: ada',
      'at: 20m, monitor: backend, becomes: up',
    ]);
    const [page] = facts.flatMap(({ delivery }) => delivery ?? []);
    expect(page).toEqual({
      type: 'page',
      person: 'devops-team',
      channel: 'chat',
      got: { is: 'accepted' },
      took: 8_000,
    });
    expect(facts.flatMap(({ answer }) => answer ?? [])).toEqual([
      { does: 'acknowledge', by: 'devops-team', via: 'console' },
    ]);
    const mutes = facts.flatMap((each) => each.mutes ?? []);
    expect(mutes).toEqual([expect.objectContaining({ monitors: ['backend'], why: 'at work', by: 'ada' })]);
    expect(mutes[0]!.until - mutes[0]!.from).toBe(10 * MINUTE);
  });

  it('no more than there is room for in the head: further looks are counted', () => {
    const locations = Array.from({ length: 30 }, (_, i) => `place-${i}`);
    const plan = shop({ locations });
    const looks = locations.map((location) => ({
      monitor: 'backend',
      location,
      slot: MONDAY,
      at: MONDAY,
      verdict: 'down' as const,
      code: 'status' as const,
      text: 'x'.repeat(1_000),
      parts: [],
      bad: 1,
    }));
    const context = { now: MONDAY, plan, policy: plan.policy, mutes: [], elsewhere: {} };
    const { incident } = decide(null, { type: 'signal', id: 'e1', looks }, context);
    const { facts } = incident!.unfiled!;
    expect([facts!.looks!.length, facts!.more, facts!.looks![0]!.text.length]).toEqual([24, 6, 160]);
    expect(JSON.stringify(incident!.unfiled).length).toBeLessThan(10_000);
  });
});
