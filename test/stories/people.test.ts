import { describe, expect, it } from '@jest/globals';
import type { Plan, Policy } from '../../src/core/plan.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/core/time/instant.ts';
import { MONDAY, policy, shop, withMonitor } from '../support/plan.ts';
import { paged, story, told, words } from '../support/story.ts';

const critical = (more: Partial<Policy> = {}): Plan =>
  withMonitor(shop({ policy: policy(more) }), 'backend', { severity: 'P1' });
const roster = policy().roster;

describe('who is paged', () => {
  it('an empty level goes to the next at once (E3)', async () => {
    const nobody = {
      ...roster,
      rotations: { ...roster.rotations, 'on-call-devops': { ...roster.rotations['on-call-devops']!, members: [] } },
    };
    const s = await story(critical({ roster: nobody }));
    s.world.breaks('backend');
    await s.run(75 * SECOND);
    expect(paged(s)).toEqual(['lead-developer on phone']);
  });

  it('someone without a usable channel counts as nobody (E3)', async () => {
    const mute = {
      ...roster,
      people: { ...roster.people, 'devops-1': { timezone: 'UTC', notify: [{ channel: 'gone' }] } },
    };
    const s = await story(critical({ roster: mute }));
    s.world.breaks('backend');
    await s.run(75 * SECOND);
    expect(paged(s)).toEqual(['lead-developer on phone']);
  });

  it('one person on two levels is paged once a cycle (E4)', async () => {
    const twice = {
      P1: {
        levels: [
          { after: 0, page: 'lead-developer' },
          { after: 5 * MINUTE, page: 'lead-developer' },
          { after: 5 * MINUTE, page: 'senior-developer' },
        ],
        repeat: 0,
      },
    };
    const s = await story(critical({ escalation: twice }));
    s.world.breaks('backend');
    await s.run(13 * MINUTE);
    expect(paged(s)).toEqual(['lead-developer on phone', 'senior-developer on chat']);
  });

  it('a hand-off in the middle pages the new person and tells the old one (E4)', async () => {
    // Half an hour before Monday's hand-off at 09:00.
    const plan = critical({
      escalation: {
        P1: {
          levels: [
            { after: 0, page: 'on-call-devops' },
            { after: 3 * HOUR, page: 'lead-developer' },
          ],
          repeat: 0,
        },
      },
    });
    const s = await story(plan, MONDAY - 5.5 * HOUR);
    s.world.breaks('backend');
    await s.run(20 * MINUTE);
    expect(paged(s)).toEqual(['devops-2 on phone']);
    await s.run(30 * MINUTE);
    expect(paged(s)).toEqual(['devops-2 on phone', 'devops-1 on phone']);
    expect(told(s)).toContain('devops-2: on-call-devops is devops-1 now');
  });

  it('a way with a delay follows by itself; an acknowledgement stops it (E5)', async () => {
    const patient = {
      ...roster,
      people: {
        ...roster.people,
        'devops-1': { timezone: 'UTC', notify: [{ channel: 'chat' }, { channel: 'phone', after: 2 * MINUTE }] },
      },
    };
    const s = await story(critical({ roster: patient }));
    s.world.breaks('backend');
    await s.run(4 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on chat', 'devops-1 on phone']);
    const t = await story(critical({ roster: patient }));
    t.world.breaks('backend');
    await t.run(2 * MINUTE);
    await t.answer({ action: 'acknowledge', incident: 'shop-1', by: 'devops-1', via: 'chat' });
    await t.run(10 * MINUTE);
    expect(paged(t)).toEqual(['devops-1 on chat']);
  });

  it('levels are those of the policy it opened under; people those of today (E1)', async () => {
    const s = await story(critical());
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    const moved = {
      ...roster,
      people: { ...roster.people, 'lead-developer': { timezone: 'UTC', notify: [{ channel: 'sms' }] } },
    };
    s.reconfigure(
      critical({
        hash: 'policy-2',
        escalation: { P1: { levels: [{ after: 0, page: 'senior-developer' }], repeat: 0 } },
        roster: moved,
      }),
    );
    await s.run(6 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone', 'lead-developer on sms']);
  });

  it('a monitor that leaves the config withdraws from its incident (E1)', async () => {
    const s = await story(critical());
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    const { backend: _, ...rest } = s.plan.monitors;
    s.reconfigure({ ...s.plan, monitors: rest });
    await s.run(6 * MINUTE);
    expect((await s.head('shop')).phase).toBe('closed');
    expect(await words(s)).toContain('backend is no longer in the config');
    expect(told(s).at(-1)).toContain('over after');
    expect(await words(s)).not.toContain('recovered');
  });
});

describe('time', () => {
  it('after a gap of the clock it looks before it pages: nobody is woken for what is healthy by now (T2)', async () => {
    const s = await story(critical());
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    s.world.mends();
    s.clock.jump(8 * HOUR);
    await s.run(10 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone']);
    expect((await s.head('shop')).phase).toBe('closed');
  });

  it('a level that was due in the gap is paged once, not once per missed time (T2)', async () => {
    const s = await story(critical());
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    s.clock.jump(8 * HOUR);
    await s.run(2 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone', 'lead-developer on phone']);
  });

  it('a lost start of a run is made up for by watch within two minutes (V6)', async () => {
    const s = await story(critical());
    s.loseStarts((run) => run.run === 1);
    s.world.breaks('backend');
    await s.run(4 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone']);
  });

  it('a run that dies with the last word is made up for, also where nothing is looked at any more (V6, C2)', async () => {
    const s = await story(critical());
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    let words = 0;
    s.world.channel('phone', ({ type }) => {
      if (type === 'resolved') words += 1;
      return { is: 'unknown', why: 'no answer in time' };
    });
    s.faults.use(({ port }) => (port === 'sender' && words === 2 ? 'crash before' : undefined));
    s.reconfigure({ ...s.plan, monitors: {}, rules: [] });
    await s.run(10 * MINUTE);
    expect(words).toBe(2);
    expect((await s.head('shop')).phase).toBe('closed');
  });

  it('stays small through two days of one unanswered incident', async () => {
    const s = await story(critical());
    s.world.breaks('backend');
    await s.run(2 * DAY);
    const head = await s.head('shop');
    expect(head.phase).toBe('open');
    expect(JSON.stringify(head).length).toBeLessThan(32 * 1024);
  }, 30_000);
});

describe('what somebody does', () => {
  it('is announced to those paged before, where that wakes nobody: an escalation, a mute (A3, M1)', async () => {
    const s = await story();
    s.world.breaks('backend');
    await s.run(3 * MINUTE);
    expect(paged(s)).toEqual(['devops-team on chat']);
    await s.answer({ action: 'escalate', incident: 'shop-1', by: 'ada', via: 'console' });
    await s.run(10 * SECOND);
    await s.answer({ action: 'mute', monitors: ['backend'], for: HOUR, why: 'a deploy', by: 'ada' });
    await s.run(10 * SECOND);
    expect(told(s)).toEqual(
      expect.arrayContaining([
        'devops-team: escalated by ada: the next level is paged now',
        'devops-team: backend is muted until 15:04',
      ]),
    );
  });
});
