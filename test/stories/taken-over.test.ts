import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Delivery } from '../../src/core/escalation/delivery.ts';
import { sentence } from '../../src/core/message/sentence.ts';
import type { Plan } from '../../src/core/plan.ts';
import { HOUR, MINUTE, SECOND } from '../../src/core/time/instant.ts';
import type { Simulation } from '../../src/simulation/driver.ts';
import { monitor, policy, shop, withMonitor } from '../support/plan.ts';
import { paged, story, told, words } from '../support/story.ts';

/** The provider of `phone` pages whoever is next by its own policy. */
const escalating = (plan: Plan): Plan => {
  const phone = plan.channels.phone!;
  return { ...plan, channels: { ...plan.channels, phone: { ...phone, can: { ...phone.can, escalates: true } } } };
};
const critical = withMonitor(shop(), 'backend', { severity: 'P1' });
const TAKEN = escalating(critical);
/** As PagerDuty answers: the alert has a name there. */
const accepted: Delivery = { is: 'accepted', ref: 'alert' };

async function fails(plan: Plan = TAKEN): Promise<Simulation> {
  const s = await story(plan);
  s.world.channel('phone', () => accepted);
  s.world.breaks('backend');
  await s.run(2 * MINUTE);
  return s;
}
const contextOf = (s: Simulation, plan: Plan) => ({
  now: s.clock.now(),
  plan,
  policy: plan.policy,
  mutes: [],
  elsewhere: {},
});

describe('a provider that escalates itself has accepted the page (E8)', () => {
  it('takes the levels over: nobody else is paged, the incident stays open, and it hears the news and the end (E8, C2)', async () => {
    const s = await fails();
    await s.run(2 * HOUR);
    expect(paged(s)).toEqual(['devops-1 on phone']);
    expect((await s.head('shop')).phase).toBe('open');
    s.world.mends('backend');
    await s.run(3 * MINUTE);
    expect(told(s)).toEqual([expect.stringMatching(/^devops-1: recovered after/)]);
    expect(s.sent('resolved')[0]).toMatchObject({ channel: 'phone', message: { earlier: 'alert' } });
    expect((await s.head('shop')).phase).toBe('closed');
  });

  it('is said in the timeline and in the sentence (E8)', async () => {
    const s = await fails();
    expect(await words(s)).toContain(
      'paged devops-1 (on-call-devops) on phone (P1, level 1): its own policy pages whoever is next',
    );
    expect(sentence(await s.head('shop'), contextOf(s, TAKEN))).toMatch(
      /Paged on-call-devops \(devops-1\) on phone; phone's own policy pages whoever is next\.$/,
    );
  });

  it('is said in the page itself, which is read only where it was accepted; elsewhere a page says who is next (E8)', async () => {
    const [page] = (await fails()).sent('page');
    expect(page!.message.summary).toMatch(/phone's own policy pages whoever is next\.$/);
    const usual = (await fails(critical)).sent('page')[0];
    expect(usual!.message.summary).toMatch(/lead-developer is next at \d\d:\d\d\.$/);
  });

  it('stops a further way of the same person, too (E8)', async () => {
    const roster = policy().roster;
    const ways = [{ channel: 'phone' }, { channel: 'sms', after: MINUTE }];
    const people = { ...roster.people, 'devops-1': { timezone: 'UTC', notify: ways } };
    const s = await fails({ ...TAKEN, policy: policy({ roster: { ...roster, people } }) });
    await s.run(10 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone']);
  });
});

describe('the usual ladder goes on (E8): never silent', () => {
  it('where the page fails: the next way, then the next level (E5, E8)', async () => {
    const s = await story(TAKEN);
    s.world.channel('phone', (message) =>
      message.person === 'devops-1' ? { is: 'permanent', why: 'key refused' } : accepted,
    );
    s.world.breaks('backend');
    await s.run(HOUR);
    // The second level's page is the one that is taken over.
    expect(paged(s)).toEqual(['devops-1 on phone', 'devops-1 on sms', 'lead-developer on phone']);
  });

  it('where nobody knows what became of it (E5, E8)', async () => {
    const s = await story(TAKEN);
    s.world.channel('phone', () => ({ is: 'unknown', why: 'timed out after sending' }));
    s.world.breaks('backend');
    await s.run(8 * MINUTE);
    expect(paged(s)).toContain('lead-developer on phone');
    expect(await words(s)).not.toContain('its own policy');
  });

  it('where the acknowledgement expires: the provider is asked anew (A4, E8)', async () => {
    const s = await fails();
    await s.answer({ action: 'acknowledge', incident: 'shop-1', by: 'devops-1', via: 'pagerduty' });
    await s.run(90 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone', 'devops-1 on phone']);
    expect(s.sent('page').map(({ message }) => message.anew ?? false)).toEqual([false, true]);
  });

  it('where somebody escalates here: the next level now (A3, E8)', async () => {
    const s = await fails();
    await s.run(10 * MINUTE);
    await s.answer({ action: 'escalate', incident: 'shop-1', by: 'devops-1', via: 'console' });
    await s.run(2 * SECOND);
    expect(paged(s)).toEqual(['devops-1 on phone', 'lead-developer on phone']);
  });

  it('where it gets worse: the provider is asked anew (S2, E8)', async () => {
    const { P1, ...others } = policy().escalation;
    const s = await fails(escalating(shop({ policy: policy({ escalation: { ...others, P1: P1!, P2: P1! } }) })));
    s.world.breaks('frontend');
    await s.run(5 * MINUTE);
    expect(s.sent('page').map(({ message }) => `${message.severity} ${message.person}`)).toEqual([
      'P2 devops-1',
      'P1 devops-1',
    ]);
    expect(s.sent('page')[1]?.message.anew).toBe(true);
  });

  it('where a suspect comes that the page did not name (A2, E8)', async () => {
    const s = await fails({ ...TAKEN, rules: [], monitors: { ...TAKEN.monitors, other: monitor('other') } });
    s.world.breaks('other');
    await s.run(5 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone', 'devops-1 on phone']);
    expect(await words(s)).toContain('other was not failing when phone took over: paging again');
  });

  it('where a mute ends on what still fails (M2, E8)', async () => {
    const s = await fails();
    await s.answer({ action: 'mute', monitors: ['backend'], for: 10 * MINUTE, why: 'deploy', by: 'ada' });
    await s.run(15 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone', 'devops-1 on phone']);
  });

  it('where it fails again after the provider was told that it is over (E8)', async () => {
    const s = await fails();
    // The end is told at the third attempt only: it fails again while the incident is not closed.
    let tells = 0;
    s.world.channel('phone', (message, now) =>
      message.type === 'resolved' && ++tells < 3
        ? { is: 'temporary', why: '503', retryAt: now + MINUTE }
        : message.type === 'update'
          ? { is: 'permanent', why: 'refused' }
          : accepted,
    );
    s.world.mends('backend');
    await s.run(2 * MINUTE);
    s.world.breaks('backend');
    await s.run(10 * MINUTE);
    expect(await words(s)).toContain('failing again before the incident was closed');
    expect(s.sent('page').map(({ message }) => message.anew ?? false)).toEqual([false, true]);
  });

  it('where the config says no more that the provider escalates (E1, E8)', async () => {
    const s = await fails();
    await s.run(30 * MINUTE);
    s.reconfigure(critical);
    // A config change is a new process, which looks at everything; here the next check does.
    await s.run(2 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone', 'lead-developer on phone']);
  });

  it("where another incident's message stood for the page: the provider knows no alert of this one (I4, E8)", async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const many = shop({
      monitors: Object.fromEntries(names.map((name) => [name, monitor(name, { group: name, severity: 'P1' })])),
      rules: [],
      policy: policy({
        escalation: {
          P1: {
            levels: [
              { after: 0, page: 'on-call-devops' },
              { after: 10 * MINUTE, page: 'lead-developer' },
            ],
            repeat: 0,
          },
        },
      }),
    });
    const s = await story(escalating(many));
    s.world.channel('phone', () => accepted);
    for (const name of names) s.world.breaks(name);
    await s.run(20 * MINUTE);
    const heads = await s.stores.incidents.heads();
    const standIn = heads.filter(({ effects }) =>
      Object.values(effects).some(
        (e) =>
          e.kind === 'page' && e.state.is === 'done' && e.state.got.is === 'accepted' && e.state.got.ref === undefined,
      ),
    );
    expect(standIn.length).toBeGreaterThan(0);
    const levelsOf = (id: string) =>
      new Set(s.sent('page').flatMap(({ message }) => (message.incident === id ? [message.person] : [])));
    for (const { id } of standIn) expect(levelsOf(id)).toContain('lead-developer');
    const own = heads.filter((head) => !standIn.includes(head));
    for (const { id } of own) expect([...levelsOf(id)]).toEqual(['devops-1']);
  });

  it('for any failures of the provider: as without E8 up to the first page that it accepts, and nothing after it (E8)', async () => {
    const fate = fc.constantFrom<Delivery['is']>('permanent', 'temporary', 'unknown', 'accepted');
    const live = async (plan: Plan, fates: readonly Delivery['is'][]) => {
      const s = await story(plan);
      let nth = 0;
      const answers: Record<Delivery['is'], (now: number) => Delivery> = {
        accepted: () => accepted,
        permanent: () => ({ is: 'permanent', why: 'refused' }),
        temporary: (now) => ({ is: 'temporary', why: '503', retryAt: now + 5 * SECOND }),
        unknown: () => ({ is: 'unknown', why: 'timed out' }),
      };
      s.world.channel('phone', (_message, now) => answers[fates[nth++] ?? 'permanent'](now));
      s.world.breaks('backend');
      await s.run(40 * MINUTE);
      return s.sent('page').map(({ at, channel, delivery, message }) => ({
        page: `${at} ${message.person} ${channel} ${delivery.is}`,
        takes: channel === 'phone' && delivery.is === 'accepted',
      }));
    };
    await fc.assert(
      fc.asyncProperty(fc.array(fate, { maxLength: 8 }), async (fates) => {
        const [without, withIt] = [await live(critical, fates), await live(TAKEN, fates)];
        const taker = without.findIndex(({ takes }) => takes);
        expect(withIt).toEqual(taker < 0 ? without : without.slice(0, taker + 1));
      }),
      { numRuns: 15 },
    );
  }, 60_000);
});
