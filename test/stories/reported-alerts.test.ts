import { describe, expect, it } from '@jest/globals';
import type { Report } from '../../src/core/report/report.ts';
import { HOUR, MINUTE, SECOND } from '../../src/core/time/instant.ts';
import { eventBridge } from '../support/alerts.ts';
import { MONDAY, policy } from '../support/plan.ts';
import { elsewhere, fires, iso, listening, open, resolve, send } from '../support/reports.ts';
import { paged, story, told, words } from '../support/story.ts';

describe('an alert of another tool (I7)', () => {
  it('fires three times and pages once, resolves, and its incident closes', async () => {
    const s = await story(listening());
    for (let i = 0; i < 3; i++) {
      await fires(s, elsewhere);
      await s.run(MINUTE);
    }
    expect(paged(s)).toEqual(['devops-team on chat']);
    expect(s.sent('page')[0]!.message).toMatchObject({
      text: 'Major (P2): shop, More than 5 % of requests fail. Reported by Alertmanager (HighErrorRate) at 14:00: 12.4 % of the requests to fastapi-backend answered 5xx in the last 5 minutes. senior-developer is next at 14:16.',
      runbook: 'https://wiki.example.com/high-error-rate',
    });
    const { version } = await s.head('alert-higherrorrate');
    await fires(s, elsewhere);
    expect((await s.head('alert-higherrorrate')).version).toBe(version);
    const ended = { status: 'resolved', endsAt: iso(s.clock.now() - SECOND) };
    expect(await fires(s, { ...elsewhere, ...ended })).toMatchObject({
      taken: [{ state: 'resolved', incident: 'alert-higherrorrate-1' }],
    });
    await s.run(MINUTE);
    expect(told(s)).toEqual(['devops-team: recovered after 3 min']);
    expect((await s.head('alert-higherrorrate')).phase).toBe('closed');
  });

  it('about a monitor that fails as well joins its one incident and pages nobody again, not even once that has recovered (I4, I5, A2)', async () => {
    const s = await story(listening());
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    await s.answer({ action: 'acknowledge', incident: 'shop-1', by: 'devops-1', via: 'console' });
    expect(await fires(s)).toMatchObject({ taken: [{ incident: 'shop-1' }] });
    expect(await words(s)).toContain('as P2, which our own check of backend sees as well');
    expect((await s.stores.incidents.heads()).map(({ id }) => id)).toEqual(['shop-1']);
    s.world.mends();
    await s.run(5 * MINUTE);
    // An alert ends when its tool says so, and looks back longer than we do (rule 7).
    expect((await s.head('shop')).phase).toBe('open');
    await fires(s, { status: 'resolved', endsAt: iso(s.clock.now()) });
    await s.run(MINUTE);
    expect((await s.head('shop')).phase).toBe('closed');
    expect(paged(s)).toEqual(['devops-team on chat']);
  });

  it('stays open for our own checks after the alert has resolved (C1)', async () => {
    const s = await story(listening());
    await fires(s);
    s.world.breaks('backend');
    await s.run(3 * MINUTE);
    await fires(s, { status: 'resolved', endsAt: iso(s.clock.now()) });
    await s.run(5 * MINUTE);
    expect(Object.keys((await s.head('shop')).failing)).toEqual(['backend']);
    expect((await s.head('shop')).phase).toBe('open');
    expect(paged(s)).toEqual(['devops-team on chat']);
  });

  it('the end of what nobody reported is nothing; what is older than what we know is dropped (T3)', async () => {
    const s = await story(listening());
    const ended = { ...elsewhere, status: 'resolved', endsAt: iso(MONDAY + 40 * SECOND) };
    expect(await fires(s, ended)).toMatchObject({ taken: [{ incident: null }], problems: [] });
    expect(await s.stores.incidents.heads()).toEqual([]);
    await fires(s, { ...elsewhere, startsAt: iso(MONDAY + 50 * SECOND) });
    // The end of the time before arrives late.
    await fires(s, ended);
    expect((await s.head('alert-higherrorrate')).phase).toBe('open');
    const now = iso(s.clock.now());
    await fires(s, { ...elsewhere, startsAt: iso(MONDAY + 50 * SECOND), status: 'resolved', endsAt: now });
    await s.run(30 * SECOND);
    // The firing of the time before arrives after its end.
    await fires(s, { ...elsewhere, startsAt: iso(MONDAY + 50 * SECOND) });
    expect((await s.head('alert-higherrorrate')).phase).toBe('closed');
    await s.run(30 * SECOND);
    // A new one resumes the incident (C3).
    await fires(s, { ...elsewhere, startsAt: iso(s.clock.now()) });
    expect(await s.head('alert-higherrorrate')).toMatchObject({ phase: 'open', generation: 2 });
  });

  it('resolved by a person but firing on comes back after an hour (M2)', async () => {
    const s = await story(listening());
    await fires(s, elsewhere);
    await s.run(MINUTE);
    await resolve(s, 'alert-higherrorrate-1');
    await s.run(30 * MINUTE);
    await fires(s, elsewhere);
    expect((await s.head('alert-higherrorrate')).phase).toBe('closed');
    await s.run(31 * MINUTE);
    await fires(s, elsewhere);
    await s.run(2 * SECOND);
    expect((await s.head('alert-higherrorrate')).phase).toBe('open');
    expect(paged(s)).toEqual(['devops-team on chat', 'devops-team on chat']);
  });

  it('on an acknowledged incident of another suspect pages again (A2)', async () => {
    const s = await story(listening());
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    await s.answer({ action: 'acknowledge', incident: 'shop-1', by: 'devops-1', via: 'console' });
    await fires(s, { labels: { alertname: 'HighErrorRate', severity: 'critical', service: 'frontend' } });
    await s.run(2 * SECOND);
    const head = await s.head('shop');
    expect([head.attention.is, head.roots.length]).toEqual(['nobody', 2]);
    expect(paged(s)).toEqual(['devops-team on chat', 'devops-team on chat']);
  });

  it('a change of its severity pages by the stricter policy, a fall is told (S2)', async () => {
    const s = await story(listening());
    await fires(s, { labels: { alertname: 'HighErrorRate', severity: 'info' } });
    await s.run(MINUTE);
    expect(paged(s)).toEqual(['developer-team on chat']);
    await fires(s, { labels: { alertname: 'HighErrorRate', severity: 'P1' } });
    await s.run(MINUTE);
    expect(paged(s)).toEqual(['developer-team on chat', 'devops-1 on phone']);
    await fires(s, { labels: { alertname: 'HighErrorRate', severity: 'critical' } });
    await s.run(MINUTE);
    expect(told(s)).toContainEqual(expect.stringContaining('lowered from P1 to P2'));
  });

  it('that lacks data opens nothing and resolves nothing (rule 7)', async () => {
    const s = await story(listening());
    await send(s, 'cloudwatch', eventBridge('INSUFFICIENT_DATA'));
    expect(await s.stores.incidents.heads()).toEqual([]);
    await send(s, 'cloudwatch', eventBridge('ALARM'));
    await s.run(MINUTE);
    const later = iso(s.clock.now());
    expect(await send(s, 'cloudwatch', eventBridge('INSUFFICIENT_DATA', later))).toMatchObject({ taken: [] });
    await s.run(5 * MINUTE);
    expect((await s.head('shop')).phase).toBe('open');
    await send(s, 'cloudwatch', eventBridge('OK', iso(s.clock.now())));
    await s.run(MINUTE);
    expect((await s.head('shop')).phase).toBe('closed');
  });

  it('waits for no second look, also after a gap of the clock (T2)', async () => {
    const s = await story(listening({ policy: policy() }));
    await open(s, 'checkout is broken', 'P1');
    await s.run(2 * SECOND);
    s.clock.jump(8 * HOUR);
    await s.run(2 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone', 'lead-developer on phone']);
  });

  it('outlives a config that no longer has its monitor, and ends where it is (E1)', async () => {
    const s = await story(listening());
    await fires(s);
    await s.run(MINUTE);
    const { backend: _, ...rest } = s.plan.monitors;
    s.reconfigure({ ...s.plan, monitors: rest });
    await s.run(2 * MINUTE);
    expect((await s.head('shop')).phase).toBe('open');
    await fires(s, { status: 'resolved', endsAt: iso(s.clock.now()) });
    await s.run(MINUTE);
    expect((await s.head('shop')).phase).toBe('closed');
    expect((await s.stores.incidents.heads()).map(({ id }) => id)).toEqual(['shop-1']);
  });
});

describe('hundreds of alerts', () => {
  const flood = (n: number): readonly Report[] =>
    Array.from({ length: n }, (_, i) => ({
      key: `alertmanager:${i}`,
      title: `disk ${i} of the database is almost full: ${'x'.repeat(70)}`,
      detail: 'y'.repeat(240),
      url: `https://prometheus.example.com/${'z'.repeat(200)}`,
      severity: i === 150 ? 'P2' : 'P3',
      by: 'Alertmanager',
      source: 'alertmanager',
      alert: 'DiskAlmostFull',
      since: MONDAY,
    }));

  it('of one name are one incident: ten are kept, the rest is counted, and the head stays below 32 KB', async () => {
    const s = await story(listening());
    await s.report(...flood(160));
    await s.run(2 * SECOND);
    const head = await s.head('alert-diskalmostfull');
    expect(JSON.stringify(head).length).toBeLessThan(32 * 1024);
    expect([Object.keys(head.failing).length, head.severity]).toEqual([11, 'P2']);
    expect(s.sent('page')[0]!.message.text).toContain('and 159 other reports.');
    const { version } = head;
    await s.report(...flood(160));
    expect((await s.head('alert-diskalmostfull')).version).toBe(version);
    await s.run(24 * HOUR);
    expect(JSON.stringify(await s.head('alert-diskalmostfull')).length).toBeLessThan(32 * 1024);
  }, 60_000);

  it('close their incident once each of them has ended, the counted ones too', async () => {
    const s = await story(listening());
    await s.report(...flood(30));
    await s.run(MINUTE);
    const over = flood(30).map((each) => ({ ...each, ended: s.clock.now() }));
    await s.report(...over.slice(0, 29));
    await s.run(MINUTE);
    expect((await s.head('alert-diskalmostfull')).phase).toBe('open');
    await s.report(...over.slice(29));
    await s.run(MINUTE);
    expect((await s.head('alert-diskalmostfull')).phase).toBe('closed');
  });

  it('of different names are different incidents (I4)', async () => {
    const s = await story(listening());
    await s.report({ ...flood(1)[0]!, alert: 'A' }, { ...flood(2)[1]!, alert: 'B' });
    expect((await s.stores.incidents.heads()).map(({ id }) => id)).toEqual(['alert-a-1', 'alert-b-1']);
  });
});
