import { describe, expect, it } from '@jest/globals';
import { plannedDrills } from '../../functions/planned-drills.ts';
import { drillStandings, drillsOf } from '../../src/core/drill/history.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/core/time/instant.ts';
import { MONDAY, shop } from '../support/plan.ts';
import { paged, story, told, words } from '../support/story.ts';

const BY = { severity: 'P1', by: 'devops-2' } as const;
const drilled = (s: Awaited<ReturnType<typeof story>>, person: string) => drillsOf(s.stores.incidents, s.plan, person);

describe('a drill', () => {
  it('pages one person as if it were real, labelled, and is over once they answer', async () => {
    const s = await story();
    const begun = await s.drill({ who: 'lead-developer', ...BY });
    expect(begun).toMatchObject({ ok: true, incident: 'drill-lead-developer-1' });
    await s.run(2 * SECOND);
    expect(paged(s)).toEqual(['lead-developer on phone']);
    expect(s.sent('page')[0]!.message).toMatchObject({
      title: 'DRILL P1 shop: lead-developer, please acknowledge',
      text: 'DRILL, nothing is broken. shop: lead-developer, please acknowledge. Started by devops-2. A P1 page would reach you like this.',
      spoken: expect.stringMatching(/^DRILL, nothing is broken\./),
      details: [],
    });
    await s.run(40 * SECOND);
    await s.answer({ action: 'acknowledge', incident: 'drill-lead-developer-1', by: 'lead-developer', via: 'link' });
    await s.run(MINUTE);
    expect(told(s)).toContain('lead-developer: drill over after 42 s');
    expect((await s.head('drill-lead-developer')).phase).toBe('closed');
    expect(await words(s, 'drill-lead-developer')).toContain('the drill was answered by lead-developer after 42 s');
    const [result] = await drilled(s, 'lead-developer');
    expect(result).toMatchObject({ person: 'lead-developer', severity: 'P1', isOver: true, channel: 'phone' });
    expect(result!.acceptedAfter).toBeLessThan(2 * SECOND);
    expect(result!.answeredAfter).toBe(42 * SECOND);
  });

  it('cannot be handed to anybody else', async () => {
    const s = await story();
    await s.drill({ who: 'lead-developer', ...BY });
    await s.run(2 * SECOND);
    const to = { to: 'senior-developer', by: 'lead-developer', via: 'link' };
    expect(await s.answer({ action: 'reassign', incident: 'drill-lead-developer-1', ...to })).toEqual({
      ok: false,
      text: 'a drill is for one person alone: nobody else is paged',
    });
    await s.run(MINUTE);
    expect(paged(s)).toEqual(['lead-developer on phone']);
  });

  it('falls back as a real page does, and ends unanswered after ten minutes, without waking anybody else', async () => {
    const s = await story();
    s.world.channel('phone', () => ({ is: 'permanent', why: 'answered 404' }));
    await s.drill({ who: 'on-call-devops', ...BY });
    await s.run(HOUR);
    expect(new Set(paged(s).map((each) => each.split(' ')[0]))).toEqual(new Set(['devops-1']));
    expect(paged(s)).toEqual(['devops-1 on phone', 'devops-1 on sms']);
    expect(await words(s, 'drill-devops-1')).toContain('nobody answered the drill within 10 min');
    expect((await s.head('drill-devops-1')).phase).toBe('closed');
    const [result] = await drilled(s, 'devops-1');
    expect(result).toMatchObject({ isOver: true, channel: 'sms' });
    expect(result).not.toHaveProperty('answeredAfter');
  });

  it('does not begin while a real incident is open, and holds no real one up', async () => {
    const s = await story();
    await s.drill({ who: 'devops-1', ...BY });
    s.world.breaks('backend');
    await s.run(3 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone', 'devops-team on chat']);
    expect(await s.drill({ who: 'lead-developer', ...BY })).toEqual({
      ok: false,
      text: 'incident shop-1 is open: no drill while people are needed',
    });
  });

  it('says who can be drilled, and that one is under way', async () => {
    const s = await story();
    expect((await s.drill({ who: 'nobody', ...BY })).text).toMatch(
      /^there is nobody called 'nobody'; there are devops-1,/,
    );
    await s.drill({ who: 'devops-1', ...BY });
    expect((await s.drill({ who: 'devops-1', ...BY })).text).toBe('a drill of devops-1 is under way: drill-devops-1-1');
  });

  it('is not reopened by the next one: each has its own number', async () => {
    const s = await story();
    for (const n of [1, 2]) {
      await s.drill({ who: 'devops-1', ...BY });
      await s.run(10 * SECOND);
      await s.answer({ action: 'acknowledge', incident: `drill-devops-1-${n}`, by: 'devops-1', via: 'link' });
      await s.run(MINUTE);
    }
    expect((await drilled(s, 'devops-1')).map(({ incident }) => incident)).toEqual([
      'drill-devops-1-2',
      'drill-devops-1-1',
    ]);
  });

  it('is due of whoever has not answered one themselves for 30 days', async () => {
    const s = await story();
    await s.drill({ who: 'devops-1', ...BY });
    await s.run(10 * SECOND);
    await s.answer({ action: 'acknowledge', incident: 'drill-devops-1-1', by: 'devops-1', via: 'link' });
    await s.drill({ who: 'devops-2', ...BY });
    await s.run(10 * SECOND);
    await s.answer({ action: 'acknowledge', incident: 'drill-devops-2-1', by: 'devops-1', via: 'link' });
    await s.run(MINUTE);
    const due = async (after: number) =>
      (await drillStandings(s.stores.incidents, s.plan, s.clock.now() + after))
        .filter(({ isDue }) => isDue)
        .map(({ person }) => person);
    expect(await due(0)).toEqual(['devops-2', 'lead-developer', 'senior-developer']);
    expect(await due(30 * DAY)).toContain('devops-1');
  });
});

describe('drills of the config', () => {
  const EVERY_MONDAY = {
    page: 'on-call-devops',
    severity: 'P1',
    timezone: 'UTC',
    starts: { on: 'monday', at: '14:05' },
  } as const;

  /** Looks each half minute, as the daemon does. */
  async function live(
    minutes: number,
    prepare: (s: Awaited<ReturnType<typeof story>>) => Promise<void> = async () => {},
  ) {
    const s = await story(shop({ drills: [EVERY_MONDAY] }), MONDAY);
    await prepare(s);
    for (let n = 0; n < minutes * 2; n++) {
      await plannedDrills({
        clock: s.clock,
        plan: () => s.plan,
        incidents: s.stores.incidents,
        drill: (i) => s.drill(i),
      });
      await s.run(30 * SECOND);
    }
    return s;
  }

  it('come by the clock, once, to whoever is on call', async () => {
    const s = await live(30);
    expect(paged(s)).toEqual(['devops-1 on phone']);
    expect((await drilled(s, 'devops-1')).map(({ at }) => at)).toEqual([MONDAY + 5 * MINUTE]);
  });

  it('wait for a real incident to end, but not for long', async () => {
    const s = await live(30, async (at) => at.world.breaks('backend'));
    expect(await drilled(s, 'devops-1')).toEqual([]);
  });
});
