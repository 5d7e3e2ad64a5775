import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE } from '../../src/core/time/instant.ts';
import { shop, withMonitor } from '../support/plan.ts';
import { paged, story, words } from '../support/story.ts';

const critical = withMonitor(shop(), 'backend', { severity: 'P1' });
const out = () => ({ is: 'permanent' as const, why: 'connection refused' });

describe('every provider fails at once, as when our own network is out', () => {
  it('paging begins again once the ladder was gone through in vain, and reaches people when it is back (E2)', async () => {
    const s = await story(critical);
    for (const channel of ['phone', 'sms', 'mail', 'chat']) s.world.channel(channel, out);
    s.world.breaks('backend');
    await s.run(4 * MINUTE);
    expect(s.sent('page').some(({ delivery }) => delivery.is === 'accepted')).toBe(false);
    expect(await words(s)).toContain('last resort: everyone');
    for (const channel of ['phone', 'sms', 'mail', 'chat']) s.world.channel(channel, () => ({ is: 'accepted' }));
    await s.run(5 * MINUTE);
    const reached = s.sent('page').filter(({ delivery }) => delivery.is === 'accepted');
    expect(reached.map(({ message, channel }) => `${message.person} on ${channel}`)).toEqual(['devops-1 on phone']);
    expect(await words(s)).toContain('paging by the P1 policy (nobody was reached)');
  });

  it('pauses longer each time, an hour at most, and the record stays small', async () => {
    const s = await story(critical);
    for (const channel of ['phone', 'sms', 'mail', 'chat']) s.world.channel(channel, out);
    s.world.breaks('backend');
    await s.run(6 * HOUR);
    const ladders = (await words(s)).match(/paging by the P1 policy/g)?.length ?? 0;
    expect(ladders).toBeGreaterThanOrEqual(8);
    expect(ladders).toBeLessThanOrEqual(10);
    expect(JSON.stringify(await s.head('shop')).length).toBeLessThan(32 * 1024);
  });

  it('is over with the first page that gets through: who was told and does not answer is not rung for ever', async () => {
    const s = await story(critical);
    s.world.breaks('backend');
    await s.run(HOUR);
    const once = paged(s).length;
    await s.run(6 * HOUR);
    expect(paged(s)).toHaveLength(once);
  });
});
