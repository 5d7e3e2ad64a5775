import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE, SECOND } from '../../src/core/time/instant.ts';
import { Simulation } from '../../src/simulation/driver.ts';
import { alarmEvent } from '../support/alarm-events.ts';
import { MONDAY, shop, withMonitor } from '../support/plan.ts';
import { paged, story, words } from '../support/story.ts';

const places = ['eu', 'us', 'ap'];
const critical = withMonitor(shop({ locations: places }), 'backend', { severity: 'P1' });
const alarm = (s: Simulation, name = 'tocsin-failed-backend', value: 'ALARM' | 'OK' = 'ALARM', since = s.clock.now()) =>
  s.alarm(alarmEvent(name, value, since));

/** A world in which the prober never comes by. */
async function proberless(plan = critical): Promise<Simulation> {
  const s = new Simulation({ plan, start: MONDAY, phase: () => 24 * HOUR });
  await s.run(MINUTE);
  return s;
}

describe('alarms as the second door (rule 8)', () => {
  it('while the prober is dead, looks of the incident itself confirm the alarm, and people are paged (I1)', async () => {
    const s = await proberless();
    s.world.breaks('backend');
    const fault = s.clock.now();
    await alarm(s);
    await s.run(20 * SECOND);
    expect(paged(s)).toEqual(['devops-1 on phone']);
    expect(s.sent('page')[0]!.at - fault).toBeLessThan(15 * SECOND);
    expect(s.sent('page')[0]!.message.text).toContain('answers 500 instead of 200');
    expect((await s.head('shop')).failing.backend).toMatchObject({ certainty: 'confirmed', code: 'status', from: 3 });
    expect(await words(s)).toContain('fails, says the alarm on its metrics, seen from eu: looking again');
  });

  it('while the service is up nobody is paged (I1)', async () => {
    const s = await story(critical);
    await alarm(s);
    await s.run(10 * MINUTE);
    expect(paged(s)).toEqual([]);
    expect((await s.head('shop')).phase).toBe('dismissed');
    expect(await words(s)).toContain('backend is fine on a second look: not confirmed');
  });

  it('while the service is up and the prober is dead nobody is paged either (I1)', async () => {
    const s = await proberless();
    await alarm(s);
    await s.run(10 * MINUTE);
    expect(paged(s)).toEqual([]);
    expect((await s.head('shop')).phase).toBe('dismissed');
  });

  it.each([0, 5, 20, 65, 170])(
    'with the prober, the alarm %s s after the fault, it is one incident and one page (I4)',
    async (seconds) => {
      const s = await story(critical);
      s.world.breaks('backend');
      await s.run(seconds * SECOND);
      await alarm(s);
      await s.run(4 * MINUTE - seconds * SECOND);
      expect(paged(s)).toEqual(['devops-1 on phone']);
      expect((await s.head('shop')).id).toBe('shop-1');
      expect(s.deaths).toEqual([]);
    },
  );

  it('as many times as it is delivered, at once or late, it is one incident (I4)', async () => {
    const s = await proberless();
    s.world.breaks('backend');
    const since = s.clock.now();
    await Promise.all([1, 2, 3].map(() => alarm(s)));
    await s.run(2 * MINUTE);
    await alarm(s, 'tocsin-failed-backend', 'ALARM', since);
    await s.run(MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone']);
    expect((await s.head('shop')).id).toBe('shop-1');
  });

  it('which comes late, while it recovers, holds no recovery up (C1)', async () => {
    const end = async (late: boolean) => {
      const s = await story(critical);
      s.world.breaks('backend');
      await s.run(3 * MINUTE);
      s.world.mends();
      await s.run(65 * SECOND);
      if (late) await alarm(s);
      await s.run(5 * MINUTE);
      const { phase, endedAt, flaps } = await s.head('shop');
      return { phase, endedAt, flaps };
    };
    const calm = await end(false);
    expect(calm).toMatchObject({ phase: 'closed', flaps: 0 });
    expect(await end(true)).toEqual(calm);
  });

  it('that say that nobody looks end nothing, open nothing, and let the next looks count (rule 7)', async () => {
    const s = await story(critical);
    await alarm(s, 'tocsin-silent-backend');
    expect(await s.stores.incidents.head('shop')).toBeNull();
    s.world.breaks('backend');
    await s.run(3 * MINUTE);
    await alarm(s, 'tocsin-silent-backend');
    await s.run(MINUTE);
    expect((await s.head('shop')).phase).toBe('open');
    s.world.mends();
    await s.run(5 * MINUTE);
    expect((await s.head('shop')).phase).toBe('closed');
  });

  it('where no look can be made at all, it is paged as unconfirmed, one step lower (I3)', async () => {
    const s = await proberless();
    for (const place of places)
      s.world.shows('backend', place, { verdict: 'unknown', code: 'unknown', text: 'could not be checked' }, SECOND);
    await alarm(s);
    await s.run(MINUTE);
    const { failing, severity } = await s.head('shop');
    expect(failing.backend).toMatchObject({ certainty: 'unconfirmed', code: 'alarm' });
    expect(severity).toBe('P2');
    expect(paged(s)).toEqual(['devops-team on chat']);
  });

  it.each([
    ['that is over', 'tocsin-failed-backend', 'OK'],
    ['of a monitor that left', 'tocsin-failed-gone', 'ALARM'],
    ['of somebody else', 'bank-failed-backend', 'ALARM'],
    ['on Tocsin itself', 'tocsin-dead-letters', 'ALARM'],
  ] as const)('an alarm %s changes nothing', async (_what, name, value) => {
    const s = await proberless();
    s.world.breaks('backend');
    await alarm(s, name, value);
    await s.run(MINUTE);
    expect(await s.stores.incidents.head('shop')).toBeNull();
  });
});
