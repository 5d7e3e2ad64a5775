import { describe, expect, it } from '@jest/globals';
import type { Delivery } from '../../src/core/escalation/delivery.ts';
import type { Plan, Reach } from '../../src/core/plan.ts';
import { MINUTE, SECOND } from '../../src/core/time/instant.ts';
import { policy, shop, withMonitor } from '../support/plan.ts';
import { story } from '../support/story.ts';

/** `phone` keeps an alert open at its provider, as PagerDuty does; whoever is on call is also reached by SMS, later. */
function keeping(...notify: readonly Reach[]): Plan {
  const roster = policy().roster;
  const plan = withMonitor(shop(), 'backend', { severity: 'P1' });
  const phone = plan.channels.phone!;
  return {
    ...plan,
    channels: { ...plan.channels, phone: { ...phone, can: { ...phone.can, keeps: true } } },
    policy: policy({
      roster: { ...roster, people: { ...roster.people, 'devops-1': { timezone: 'UTC', notify } } },
    }),
  };
}
const PHONE_THEN_SMS = keeping({ channel: 'phone' }, { channel: 'sms', after: 2 * MINUTE });

async function fails(plan: Plan, phone: () => Delivery = () => ({ is: 'accepted', ref: 'alert' })) {
  const s = await story(plan);
  s.world.channel('phone', phone);
  s.world.breaks('backend');
  await s.run(4 * MINUTE);
  return s;
}

describe('what a provider keeps open (C2)', () => {
  it('hears of the acknowledgement and of the end, although somebody was reached on another way since (C2)', async () => {
    const s = await fails(PHONE_THEN_SMS);
    expect(s.sent('page').map(({ channel }) => channel)).toEqual(['phone', 'sms']);
    await s.answer({ action: 'acknowledge', incident: 'shop-1', by: 'devops-1', via: 'link' });
    await s.run(30 * SECOND);
    s.world.mends('backend');
    await s.run(3 * MINUTE);
    const news = [...s.sent('update'), ...s.sent('resolved')].map(
      ({ channel, message }) => `${message.type} ${channel} ${message.earlier ?? '-'}`,
    );
    expect(news).toEqual(['update sms -', 'update phone alert', 'resolved sms -', 'resolved phone alert']);
    expect((await s.head('shop')).phase).toBe('closed');
  });

  it('is resolved too where nobody knows whether it was opened (E5, C2)', async () => {
    const sms = { channel: 'sms' };
    const s = await fails(keeping(sms, { channel: 'phone', after: MINUTE }), () => ({ is: 'unknown', why: 'timeout' }));
    s.world.channel('phone', () => ({ is: 'accepted' }));
    s.world.mends('backend');
    await s.run(3 * MINUTE);
    const told = s.sent('resolved').filter(({ message }) => message.person === 'devops-1');
    expect(told.map(({ channel }) => channel)).toEqual(['sms', 'phone']);
  });

  it('is asked anew when paging begins again after an acknowledgement, whatever came between (A4)', async () => {
    const s = await fails(PHONE_THEN_SMS);
    await s.answer({ action: 'acknowledge', incident: 'shop-1', by: 'devops-1', via: 'link' });
    await s.run(31 * MINUTE);
    const pages = s.sent('page').map(({ channel, message }) => [channel, message.anew ?? false]);
    expect(pages.slice(0, 3)).toEqual([
      ['phone', false],
      ['sms', false],
      ['phone', true],
    ]);
  });

  it('holds no incident open for ever where the provider does not answer any more', async () => {
    const s = await fails(PHONE_THEN_SMS);
    s.world.channel('phone', () => ({ is: 'unknown', why: 'timeout' }));
    s.world.mends('backend');
    await s.run(5 * MINUTE);
    expect(s.sent('resolved').filter(({ channel }) => channel === 'phone')).toHaveLength(3);
    expect((await s.head('shop')).phase).toBe('closed');
  });

  it('is no further message for ways whose providers keep nothing', async () => {
    const plan = keeping({ channel: 'sms' }, { channel: 'mail', after: MINUTE });
    const s = await fails(plan);
    s.world.mends('backend');
    await s.run(3 * MINUTE);
    expect(s.sent('resolved').map(({ channel }) => channel)).toEqual(['mail']);
  });
});
