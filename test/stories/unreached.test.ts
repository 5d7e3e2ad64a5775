import { describe, expect, it } from '@jest/globals';
import { MINUTE, SECOND } from '../../src/core/time/instant.ts';
import type { Simulation } from '../../src/simulation/driver.ts';
import { policy, shop, withMonitor } from '../support/plan.ts';
import { paged, story, words } from '../support/story.ts';

const critical = withMonitor(shop(), 'backend', { severity: 'P1' });

/** The backend fails, and the first person is being paged: not a minute has passed. */
async function ringing(plan = critical): Promise<Simulation> {
  const s = await story(plan);
  s.world.breaks('backend');
  while (s.sent('page').length === 0) await s.run(SECOND);
  await s.run(SECOND);
  return s;
}

/** What the provider says of the page that was sent as the n-th. */
function report(s: Simulation, nth = 0, more: Partial<Parameters<Simulation['unreached']>[0]> = {}) {
  const { channel, message } = s.sent('page')[nth]!;
  const { incident, key } = message;
  return s.unreached({
    incident,
    generation: 1,
    key: key.slice(incident.length + 1),
    channel,
    why: 'the line was busy',
    ...more,
  });
}

describe('a page that was accepted and did not reach its person (E5)', () => {
  it('falls back to the next way at once, and says why', async () => {
    const s = await ringing();
    await s.run(20 * SECOND);
    const at = s.clock.now();
    expect(await report(s)).toBe(true);
    await s.run(2 * SECOND);
    expect(paged(s)).toEqual(['devops-1 on phone', 'devops-1 on sms']);
    expect(s.sent('page')[1]!.at - at).toBeLessThan(SECOND);
    expect(await words(s)).toContain('devops-1 was not reached on phone: the line was busy');
    // The next level comes when it would have come.
    await s.run(5 * MINUTE);
    expect(paged(s)[2]).toBe('lead-developer on phone');
    expect(s.deaths).toEqual([]);
  });

  it('once, however often and however late it is said', async () => {
    const s = await ringing();
    expect(await report(s)).toBe(true);
    for (const wait of [0, SECOND, 2 * MINUTE]) {
      await s.run(wait);
      expect(await report(s)).toBe(false);
    }
    const both = await Promise.all([report(s, 1), report(s, 1)]);
    expect(both.toSorted()).toEqual([false, true]);
    await s.run(SECOND);
    expect(paged(s)).toEqual(['devops-1 on phone', 'devops-1 on sms', 'devops-1 on mail']);
  });

  it('once all ways of a level have failed the next level is paged at once', async () => {
    const s = await ringing();
    for (const nth of [0, 1, 2]) {
      expect(await report(s, nth)).toBe(true);
      await s.run(SECOND);
    }
    expect(paged(s)).toEqual(['devops-1 on phone', 'devops-1 on sms', 'devops-1 on mail', 'lead-developer on phone']);
  });

  it('may be said before the send has been recorded: the acceptance then comes too late', async () => {
    const s = await story(critical);
    s.world.channel(
      'phone',
      () => ({ is: 'accepted', ref: 'CA1' }),
      () => 8 * SECOND,
    );
    s.world.breaks('backend');
    const isClaimed = async () =>
      Object.values((await s.stores.incidents.head('shop'))?.effects ?? {}).find(({ kind }) => kind === 'page');
    while (!(await isClaimed())) await s.run(SECOND);
    const page = (await isClaimed())!;
    expect(page.state.is).toBe('claimed');
    expect(await s.unreached({ incident: 'shop-1', generation: 1, key: page.key, channel: 'phone', why: 'busy' })).toBe(
      true,
    );
    await s.run(10 * SECOND);
    expect(
      s
        .sent('page')
        .map(({ channel }) => channel)
        .toSorted(),
    ).toEqual(['phone', 'sms']);
    expect((await s.head('shop')).effects[page.key]?.state).toMatchObject({
      is: 'done',
      got: { is: 'permanent', why: 'busy' },
    });
    await s.run(30 * SECOND);
    expect(s.sent('page')).toHaveLength(2);
    expect(s.deaths).toEqual([]);
  });

  it('changes nothing once somebody has acknowledged (A2)', async () => {
    const s = await ringing();
    await s.answer({ action: 'acknowledge', incident: 'shop-1', by: 'bob', via: 'link' });
    const before = await s.head('shop');
    expect(await report(s)).toBe(false);
    expect(await s.head('shop')).toEqual(before);
    await s.run(10 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone']);
  });

  it.each([
    ['of another incident', { incident: 'shop-2' }],
    ['of another group', { incident: 'nowhere-1' }],
    ['of an earlier generation', { generation: 0 }],
    ['of a later generation', { generation: 2 }],
    ['of another channel', { channel: 'sms' }],
    ['of a page that was never sent', { key: 'page/g1/l1/c0/1/lead-developer/w0/a1' }],
    ['of news', { key: 'tell/g1/n1/devops-1/a1' }],
    ['of nothing', { key: '' }],
  ])('changes nothing where it is %s', async (_what, more) => {
    const s = await ringing();
    const before = await s.head('shop');
    expect(await report(s, 0, more)).toBe(false);
    expect(await s.head('shop')).toEqual(before);
  });

  it('changes nothing after the end, nor on a ladder that is over', async () => {
    const s = await ringing();
    await s.answer({ action: 'acknowledge', incident: 'shop-1', by: 'devops-1', via: 'link' });
    // The acknowledgement expires: a new ladder begins, and what became of the old pages is nothing to it (A4).
    await s.run(31 * MINUTE);
    const pages = paged(s).length;
    expect(pages).toBeGreaterThan(1);
    expect(await report(s)).toBe(false);
    s.world.mends();
    await s.run(10 * MINUTE);
    expect((await s.head('shop')).phase).toBe('closed');
    expect(await report(s, pages - 1)).toBe(false);
    expect(await report(s, 0)).toBe(false);
  });

  it('does not take back what another way of the same person has already begun', async () => {
    const base = policy();
    const notify = [{ channel: 'phone' }, { channel: 'sms', after: 10 * SECOND }];
    const people = { ...base.roster.people, 'devops-1': { timezone: 'UTC', notify } };
    const s = await ringing({ ...critical, policy: { ...base, roster: { ...base.roster, people } } });
    await s.run(15 * SECOND);
    expect(paged(s)).toEqual(['devops-1 on phone', 'devops-1 on sms']);
    expect(await report(s)).toBe(true);
    await s.run(30 * SECOND);
    expect(paged(s)).toHaveLength(2);
  });

  it('says in its place what it stood for as well (I4)', async () => {
    const many = ['a', 'b', 'c', 'd', 'e', 'f'];
    const monitors = Object.fromEntries(
      many.map((name) => [name, { ...critical.monitors.backend!, name, group: name, dependsOn: [] }]),
    );
    const s = await story({ ...critical, monitors, rules: [] });
    s.world.channel('sms', () => ({ is: 'accepted' }));
    for (const name of many) s.world.breaks(name);
    const bundled = () => s.sent('page').findIndex(({ message }) => /And [1-9] other/.test(message.text));
    while (bundled() < 0) await s.run(SECOND);
    await s.run(SECOND);
    const nth = bundled();
    const others = /And \d+ other/.exec(s.sent('page')[nth]!.message.text)![0];
    expect(await report(s, nth)).toBe(true);
    await s.run(2 * SECOND);
    const next = s.sent('page').findLast(({ channel }) => channel === 'sms')!;
    expect(next.message.incident).toBe(s.sent('page')[nth]!.message.incident);
    expect(next.message.text).toContain(others);
  });
});
