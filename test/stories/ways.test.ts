import { describe, expect, it } from '@jest/globals';
import type { Plan, Reach } from '../../src/core/plan.ts';
import { MINUTE } from '../../src/core/time/instant.ts';
import { policy, shop, withMonitor } from '../support/plan.ts';
import { paged, story } from '../support/story.ts';

const { roster, escalation } = policy();

/** A P1 for lead-developer alone, who is reached in these ways. */
function only(notify: readonly Reach[], repeat = 0): Plan {
  const P1 = { ...escalation.P1!, levels: [{ after: 0, page: 'lead-developer' }], repeat };
  const people = { ...roster.people, 'lead-developer': { timezone: 'UTC', notify } };
  const plan = shop({ policy: policy({ escalation: { ...escalation, P1 }, roster: { ...roster, people } }) });
  return withMonitor(plan, 'backend', { severity: 'P1' });
}

const accepted = { is: 'accepted' } as const;
const [phone, sms, mail, chat] = ['phone', 'sms', 'mail', 'chat'].map((channel) => ({ channel }));

describe("someone's ways change in the middle of a P1", () => {
  it('a way that stands first now is tried, whatever stood in its place before (E1, V1)', async () => {
    const s = await story(only([mail!, phone!]));
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    expect(paged(s)).toEqual(['lead-developer on mail']);
    s.reconfigure(only([phone!, sms!, mail!]));
    await s.run(10 * MINUTE);
    expect(paged(s)).toEqual(['lead-developer on mail', 'lead-developer on phone']);
    expect(new Set(s.sent('page').map(({ message }) => message.key)).size).toBe(2);
  });

  it('another address is another way; whoever was reached by one as good is not paged again for it (E1, E5)', async () => {
    const old = { channel: 'phone', to: '+4930111' };
    const number = { channel: 'phone', to: '+4930222' };
    const s = await story(only([old, sms!]));
    s.world.channel('phone', ({ to }) => (to === old.to ? { is: 'permanent', why: 'no such number' } : accepted));
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    s.reconfigure(only([number, old, sms!, mail!]));
    await s.run(2 * MINUTE);
    s.reconfigure(only([mail!, old, number, sms!]));
    await s.run(2 * MINUTE);
    s.reconfigure(only([chat!, { ...number, to: '+4930333' }]));
    await s.run(2 * MINUTE);
    const pages = s.sent('page').map(({ channel, message }) => `${channel} ${message.to ?? ''}`.trim());
    expect(pages).toEqual(['phone +4930111', 'sms', 'phone +4930222']);
    expect(new Set(s.sent('page').map(({ message }) => message.key)).size).toBe(3);
  });

  it('a new way is tried once, not for every round before it (E4)', async () => {
    const s = await story(only([mail!, chat!], 4));
    s.world.breaks('backend');
    await s.run(35 * MINUTE);
    expect(paged(s)).toEqual(['mail', 'mail', 'mail'].map((way) => `lead-developer on ${way}`));
    s.reconfigure(only([phone!, mail!], 4));
    await s.run(5 * MINUTE);
    expect(paged(s).slice(3)).toEqual(['lead-developer on phone']);
  });
});
