import { describe, expect, it } from '@jest/globals';
import type { Plan } from '../../src/core/plan.ts';
import type { Report } from '../../src/core/report/report.ts';
import { HOUR, MINUTE, SECOND } from '../../src/core/time/instant.ts';
import type { Simulation } from '../../src/simulation/driver.ts';
import { alertmanager, eventBridge, prometheusAlert } from '../support/alerts.ts';
import { MONDAY, policy, shop, withMonitor } from '../support/plan.ts';
import { paged, story, told, words } from '../support/story.ts';

const TOKEN = 'token-of-a-tool';
const section = { token: TOKEN, severity: 'P3', severities: { critical: 'P2' }, monitorLabel: 'service' } as const;

/** The shop, told of alerts; one ladder for each severity. */
const listening = (more: Partial<Plan> = {}): Plan =>
  shop({ inbound: { alertmanager: section, cloudwatch: section, generic: section }, ...more });

const send = (s: Simulation, source: string, payload: unknown) =>
  s.inbound({ source, token: TOKEN, body: JSON.stringify(payload) });
const fires = (s: Simulation, more: Record<string, unknown> = {}) =>
  send(s, 'alertmanager', alertmanager(prometheusAlert(more)));
/** Labels that name none of our monitors. */
const elsewhere = { labels: { alertname: 'HighErrorRate', severity: 'critical', service: 'search' } };
const open = (s: Simulation, title: string, severity: 'P1' | 'P2' | 'P3', monitor?: string) =>
  s.answer({ action: 'open', title, severity, by: 'ada', via: 'console', ...(monitor && { monitor }) });
const resolve = (s: Simulation, incident: string, more: { why?: string } = {}) =>
  s.answer({ action: 'resolve', incident, by: 'ada', via: 'console', for: HOUR, ...more });
const iso = (at: number) => new Date(at).toISOString();

describe('a person opens an incident (I7)', () => {
  it('the ladder runs at once, without a trial; she resolves it, and everyone paged is told (E2, C2)', async () => {
    const s = await story();
    const answer = await open(s, 'checkout is broken', 'P1');
    expect(answer).toEqual({
      ok: true,
      incident: 'reported-1',
      text: 'opened incident reported-1 (P1). Nobody has been paged yet; on-call-devops is next at once.',
    });
    await s.run(2 * SECOND);
    expect(paged(s)).toEqual(['devops-1 on phone']);
    expect(s.sent('page')[0]!.message).toMatchObject({
      title: 'P1 shop: checkout is broken',
      text: 'Critical (P1): shop, checkout is broken. Reported by ada (console) at 14:01. lead-developer is next at 14:06.',
    });
    await s.run(6 * MINUTE);
    expect(paged(s)).toEqual(['devops-1 on phone', 'lead-developer on phone']);
    expect(await resolve(s, 'reported-1', { why: 'the bank is back' })).toEqual({ ok: true, text: 'resolved by ada' });
    await s.run(MINUTE);
    expect(told(s)).toEqual(['devops-1: resolved by ada after 6 min', 'lead-developer: resolved by ada after 6 min']);
    expect((await s.head('reported')).phase).toBe('closed');
    expect(await words(s, 'reported')).toContain('resolved by ada (console): the bank is back');
    expect(await resolve(s, 'reported-1')).toMatchObject({ ok: true, text: expect.stringContaining('is over') });
  });

  it('the same words again are the same report; a second one joins, and pages again after an acknowledgement (I4, A2)', async () => {
    const s = await story();
    await open(s, 'Checkout is broken', 'P2');
    await s.run(2 * SECOND);
    await s.answer({ action: 'acknowledge', incident: 'reported-1', by: 'devops-1', via: 'console' });
    await s.answer({ action: 'open', title: 'checkout is broken', severity: 'P2', by: 'bob', via: 'API' });
    await s.run(MINUTE);
    expect(paged(s)).toEqual(['devops-team on chat']);
    expect(await words(s, 'reported')).toContain('reported by bob as well');
    expect(await open(s, 'search finds nothing', 'P2')).toMatchObject({ text: expect.stringContaining('joined') });
    await s.run(2 * SECOND);
    expect(paged(s)).toEqual(['devops-team on chat', 'devops-team on chat']);
    expect(await words(s, 'reported')).toContain('"search finds nothing" was not failing when devops-1 acknowledged');
  });

  it('a worse word about a failure that we see raises it; a milder one changes nothing (S2, I5)', async () => {
    const s = await story();
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    expect(paged(s)).toEqual(['devops-team on chat']);
    await open(s, 'the API is a bit slow', 'P3', 'backend');
    await s.run(10 * SECOND);
    expect((await s.head('shop')).severity).toBe('P2');
    expect(await open(s, 'nobody can pay', 'P1', 'backend')).toMatchObject({ incident: 'shop-1' });
    await s.run(10 * SECOND);
    const head = await s.head('shop');
    expect([head.severity, head.roots]).toEqual(['P1', ['backend']]);
    expect(head.reasons).toContainEqual(expect.stringMatching(/^nobody can pay, reported by ada \(console\) at 14:03/));
    expect(paged(s)).toEqual(['devops-team on chat', 'devops-1 on phone']);
  });

  it('names a monitor of ours, or is told which there are', async () => {
    const s = await story();
    expect(await open(s, 'x', 'P1', '__proto__')).toEqual({
      ok: false,
      text: "there is no monitor '__proto__'; there are ingress, backend, frontend",
    });
  });

  it('a mute of the monitor it names holds it as well, and it is paged when the mute ends (M1, M2)', async () => {
    const s = await story();
    await s.answer({ action: 'mute', monitors: ['backend'], for: 30 * MINUTE, why: 'deploying', by: 'devops-1' });
    expect((await open(s, 'nobody can pay', 'P2', 'backend')).text).toBe(
      'opened incident shop-1. Everything that fails is muted until 14:31: nobody is paged before that.',
    );
    await s.run(29 * MINUTE);
    expect(paged(s)).toEqual([]);
    await s.run(3 * MINUTE);
    expect(paged(s)).toEqual(['devops-team on chat']);
  });

  it('is no ground for a remedy, and of something beneath it a reason against one (G4)', async () => {
    const remedy = {
      name: 'restart',
      kind: 'webhook',
      monitor: 'backend',
      mode: 'auto' as const,
      on: ['status' as const, 'reported' as const],
      approvers: [],
      verifyWithin: 10 * MINUTE,
      settings: {},
    };
    const s = await story(listening({ remedies: { restart: remedy } }));
    const intent = { summary: 'restart backend', target: 'backend', facts: {}, hash: 'h' };
    s.world.remedy('restart', {
      plan: () => ({ is: 'planned', intent }),
      apply: () => ({ is: 'applied' }),
      verify: () => ({ is: 'healthy' }),
    });
    await open(s, 'nobody can pay', 'P1', 'backend');
    await s.run(5 * MINUTE);
    await open(s, 'the load balancer is gone', 'P1', 'ingress');
    s.world.breaks('backend');
    await s.run(5 * MINUTE);
    expect(s.world.applied).toEqual([]);
    expect(await words(s)).toContain('restart is not offered: ingress, which backend depends on, is failing');
    // Without that report, our own check is ground enough.
    await s.report({
      key: 'people:ingress:the load balancer is gone',
      title: 'x',
      severity: 'P1',
      by: 'ada',
      source: 'API',
      ended: s.clock.now(),
    });
    await s.run(2 * MINUTE);
    expect(s.world.applied).toHaveLength(1);
  });

  it('still pages the whole ladder while our own checks may be blind (I3)', async () => {
    const s = await story(withMonitor(shop(), 'backend', { severity: 'P1' }));
    s.world.control = 'down';
    s.world.breaks('backend');
    s.world.breaks('ingress');
    await s.run(2 * MINUTE);
    expect((await s.head('shop')).blind).toBe(true);
    const alone = paged(s);
    await s.run(12 * MINUTE);
    expect(paged(s)).toEqual(alone);
    await open(s, 'nothing answers', 'P1', 'frontend');
    await s.run(12 * MINUTE);
    expect(paged(s)).toContain('lead-developer on phone');
  });

  it('waits for no recovery of something else, and holds on when that is over (C1, S2)', async () => {
    const s = await story(shop({ rules: [] }));
    s.world.breaks('backend');
    await s.run(2 * MINUTE);
    s.world.mends();
    while ((await s.head('shop')).health.is !== 'recovering') await s.run(SECOND);
    await open(s, 'the basket is empty', 'P1', 'frontend');
    await s.run(2 * SECOND);
    expect(paged(s)).toEqual(['devops-team on chat', 'devops-1 on phone']);
    await open(s, 'the basket is empty', 'P3', 'frontend');
    await s.run(2 * MINUTE);
    const head = await s.head('shop');
    expect([head.phase, head.health.is, head.flaps]).toEqual(['open', 'failing', 0]);
    expect(told(s)).toContainEqual(expect.stringContaining('lowered from P1 to P3'));
  });
});

describe('resolved by hand while our own checks still fail (M1, M2)', () => {
  it('is a mute, those paged hear of it, and it comes back when the mute ends', async () => {
    const s = await story();
    s.world.breaks('backend');
    await s.run(3 * MINUTE);
    expect(await resolve(s, 'shop-1')).toEqual({
      ok: true,
      text: 'resolved by ada, although backend still fails: muted until 15:04',
    });
    const [mute] = await s.stores.mutes.current(s.clock.now());
    expect(mute).toMatchObject({ monitors: ['backend'], why: 'resolved by hand while still failing', by: 'ada' });
    await s.run(59 * MINUTE);
    expect(paged(s)).toEqual(['devops-team on chat']);
    expect(told(s)).toEqual(['devops-team: resolved by ada, although backend still fails: muted until 15:04']);
    await s.run(3 * MINUTE);
    expect(paged(s)).toEqual(['devops-team on chat', 'devops-team on chat']);
    s.world.mends();
    await s.run(5 * MINUTE);
    expect(told(s).at(-1)).toMatch(/^devops-team: recovered after/);
    expect((await s.head('shop')).phase).toBe('closed');
  });

  it('ends what was reported besides, and mutes only what we see', async () => {
    const s = await story();
    s.world.breaks('backend');
    await open(s, 'search finds nothing', 'P2', 'frontend');
    await s.run(3 * MINUTE);
    await resolve(s, 'shop-1');
    const head = await s.head('shop');
    expect(Object.keys(head.failing)).toEqual(['backend']);
    expect([head.phase, head.severity]).toEqual(['open', null]);
  });

  it('is refused before anything is confirmed', async () => {
    const s = await story();
    s.world.breaks('backend');
    await s.run(4 * SECOND);
    expect(await resolve(s, 'shop-1')).toMatchObject({ ok: false, text: expect.stringContaining('not confirmed yet') });
    expect(await s.stores.mutes.current(s.clock.now())).toEqual([]);
  });
});

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
