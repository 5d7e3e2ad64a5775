import { describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../src/core/time/instant.ts';
import { policy, shop, withMonitor } from '../support/plan.ts';
import { story } from '../support/story.ts';

const { roster, ...rest } = policy();
const at = (to: string) => ({ timezone: 'UTC', notify: [{ channel: 'phone', to }] });
const people = { ...roster.people, 'devops-1': at('+15550101'), 'lead-developer': at('+15550102') };
const critical = withMonitor(shop({ policy: { ...rest, roster: { ...roster, people } } }), 'backend', {
  severity: 'P1',
});

describe('a call that still rings', () => {
  it.each([
    ['is the latest one, where the provider says that this is the one that counts', true, 'CA3'],
    ['elsewhere news goes to the first message of the thread', false, 'CA1'],
  ])('%s (A2)', async (_what, latest, known) => {
    const s = await story(critical);
    let calls = 0;
    s.world.channel('phone', () => ({ is: 'accepted', ref: `CA${++calls}`, ...(latest && { latest }) }));
    s.world.breaks('backend');
    await s.run(13 * MINUTE);
    expect(s.sent('page').map(({ message }) => message.person)).toEqual(['devops-1', 'lead-developer', 'devops-1']);
    await s.answer({ action: 'acknowledge', incident: 'shop-1', by: 'lead-developer', via: 'console' });
    await s.run(MINUTE);
    const news = s.sent('update').map(({ message }) => [message.person, message.earlier]);
    expect(news).toEqual([
      ['devops-1', known],
      ['lead-developer', 'CA2'],
    ]);
  });
});
