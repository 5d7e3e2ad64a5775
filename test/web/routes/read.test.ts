import { describe, expect, it } from '@jest/globals';
import type { History } from '../../../src/core/incident/history.ts';
import { scriptOf } from '../../../src/simulation/replay/script.ts';
import { webApp } from '../../../src/web/app.ts';
import type { IncidentSummary, IncidentView } from '../../../src/web/view/incident.ts';
import type { Status } from '../../../src/web/view/status.ts';
import { Client } from '../support/client.ts';
import { HOST, portsOf } from '../support/ports.ts';
import { demoOf, SCENES } from '../support/scenes.ts';

describe('GET /monitors/:name/screenshots/:slot', () => {
  it('shows the picture that was kept, and says where there is none', async () => {
    const simulation = await SCENES.well!();
    const [latest] = await simulation.stores.results.latest();
    const screenshot = { type: 'image/jpeg' as const, base64: Buffer.from('picture').toString('base64') };
    await simulation.stores.results.record([{ ...latest!, screenshot }]);
    const app = webApp(portsOf(simulation));
    const path = `http://${HOST}/monitors/${latest!.monitor}/screenshots/`;
    const shown = await app.request(`${path}${latest!.slot}`, { headers: { host: HOST } });
    expect([shown.status, shown.headers.get('content-type'), await shown.text()]).toEqual([
      200,
      'image/jpeg',
      'picture',
    ]);
    for (const wrong of ['1', 'x', '1e999'])
      expect((await app.request(`${path}${wrong}`, { headers: { host: HOST } })).status).toBe(404);
  });
});

describe('GET /api/status', () => {
  it('says in one sentence that all is well', async () => {
    const client = new Client(await SCENES.well!());
    const status = await client.get<Status>('/api/status');
    expect(status.headline).toMatchObject({ text: 'shop: all 3 monitors up. Last check 10 s ago.', mood: 'well' });
    expect(status.incidents).toEqual([]);
    expect(status.monitors.map(({ name, verdict, role }) => [name, verdict, role])).toEqual([
      ['ingress', 'up', 'ok'],
      ['backend', 'up', 'ok'],
      ['frontend', 'up', 'ok'],
    ]);
    expect(status.monitors[0]!.day).toHaveLength(48);
    expect(status.demo).toBeUndefined();
  });

  it('leads with what is broken, the suspect and who is next', async () => {
    const simulation = await SCENES.p1!();
    const status = await new Client(simulation, { demo: demoOf(simulation) }).get<Status>('/api/status');
    const { headline } = status;
    expect(headline).toMatchObject({
      mood: 'open',
      severity: 'P1',
      incident: 'shop-1',
      can: { acknowledge: true, escalate: true },
    });
    expect(headline.text).toMatch(/completely down \(P1\).*likely the database.*lead-developer is next in \d+:\d\d\.$/);
    const until = headline.pieces.find((piece) => typeof piece !== 'string');
    expect(until).toEqual({ until: expect.any(Number) });
    expect(status.incidents).toEqual(['shop-1']);
    expect(status.monitors.map(({ role }) => role)).toEqual(['ok', 'suspect', 'suspect']);
    expect(status.monitors[1]!.since).toBe((await simulation.head('shop')).failing.backend!.since);
    expect(status.oncall[0]).toMatchObject({
      severity: 'P1',
      levels: [{ target: 'on-call-devops' }, { after: 300_000 }],
    });
    expect(status.people).toContain('lead-developer');
    expect(status.outbox[0]).toMatchObject({ type: 'page', person: 'devops-1', channel: 'phone' });
    expect(status.demo?.faults.length).toBeGreaterThan(2);
  });

  it('marks what is looked at again, what is muted and what fails along', async () => {
    const suspected = await new Client(await SCENES.suspected!()).get<Status>('/api/status');
    expect(suspected.headline).toMatchObject({ mood: 'suspected', can: { acknowledge: false, escalate: false } });
    expect(suspected.monitors[1]!.trial?.since).toBeGreaterThan(0);

    const simulation = await SCENES.acknowledged!();
    const muted = await new Client(simulation).get<Status>('/api/status');
    expect(muted.monitors[0]!.muted).toMatchObject({ why: 'certificate is being renewed' });
    expect(muted.headline).toMatchObject({ mood: 'acknowledged', can: { acknowledge: false, escalate: true } });
  });

  it('names how many other incidents are open', async () => {
    const status = await new Client(await SCENES.many!()).get<Status>('/api/status');
    expect(status.headline.text).toContain('2 other incidents are open.');
    expect(status.incidents).toEqual(['search-us-1', 'payments-eu-1', 'images-ap-1']);
  });

  it('says so when no news comes in, instead of calling old news good', async () => {
    const simulation = await SCENES.well!();
    const later = simulation.clock.now() + 120_000;
    const client = new Client(simulation, { clock: { now: () => later } });
    const { headline, monitors } = await client.get<Status>('/api/status');
    expect(headline.mood).toBe('quiet');
    expect(headline.text).toContain('0 of 3 monitors up; no news of ingress');
    expect(monitors.every(({ quiet }) => quiet)).toBe(true);
  });
});

describe('GET /api/incidents', () => {
  it('lists open ones first, then the past, with what each was about', async () => {
    const simulation = await SCENES.past!();
    simulation.world.breaks('frontend');
    await simulation.run(60_000);
    const { incidents } = await new Client(simulation).get<{ incidents: IncidentSummary[] }>('/api/incidents');
    expect(incidents.map(({ id, phase, peak }) => [id, phase, peak])).toEqual([
      ['shop-3', 'open', 'P2'],
      ['shop-2', 'closed', 'P1'],
      ['shop-1', 'closed', 'P1'],
    ]);
    expect(incidents[2]!.summary).toBe('application completely down');
    const few = await new Client(simulation).get<{ incidents: unknown[] }>('/api/incidents?limit=1');
    expect(few.incidents).toHaveLength(2);
  });

  it('tells everything of one: timeline oldest first, pages with what became of them, what is next', async () => {
    const incident = await new Client(await SCENES.acknowledged!()).get<IncidentView>('/api/incidents/shop-1');
    const times = incident.timeline.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(incident.timeline.map(({ text }) => text).join('\n')).toContain('acknowledged by devops-1');
    expect(incident.pages).toMatchObject([
      { person: 'devops-1', via: 'on-call-devops', channel: 'phone', level: 1, state: 'permanent', wakes: true },
      { person: 'devops-1', channel: 'sms', state: 'accepted', stateInWords: 'accepted', wakes: false },
    ]);
    expect(incident.pages[0]!.why).toContain('not in service');
    expect(incident.next).toMatchObject({ text: 'the acknowledgement by devops-1 expires' });
    expect(incident.reasons[0]).toBe('application completely down');
    expect(incident.failures).toEqual([
      {
        monitor: 'backend',
        code: 'status',
        codeInWords: 'wrong status',
        runbook: 'https://wiki.example.com/backend',
      },
      expect.objectContaining({ monitor: 'frontend' }),
    ]);
    expect(incident.remedies).toMatchObject([{ state: 'not offered', why: expect.stringContaining('database') }]);
  });

  it('shows a plan that waits with its hash and until when', async () => {
    const incident = await new Client(await SCENES.approval!()).get<IncidentView>('/api/incidents/shop-1');
    expect(incident.remedies).toMatchObject([
      {
        name: 'roll-back-backend',
        state: 'waiting',
        summary: 'roll backend back from 1.8.3 to 1.8.2',
        target: 'backend (shop deploy endpoint)',
        hash: 'sha256-5f2c',
        expiresAt: expect.any(Number),
      },
    ]);
  });

  it('has nothing ahead of what is over, and says what it was', async () => {
    const incident = await new Client(await SCENES.past!()).get<IncidentView>('/api/incidents/shop-1');
    expect(incident.next).toBeNull();
    expect(incident.failures).toEqual([]);
    expect(incident.headline).toMatchObject({ severity: 'P1', mood: 'recovered' });
    expect(incident.headline.text).toMatch(/recovered after .* It was: application completely down\.$/);
  });
});

describe('the rest', () => {
  it.each([
    [404, '/api/incidents/none-1', "there is no incident 'none-1'"],
    [404, '/api/nothing', 'see docs/api.md'],
    [404, '/assets/..%2Fapp.ts', 'there is no asset'],
    [404, '/metrics', 'keeps no metrics'],
    [400, '/api/incidents?limit=0', "'limit' has to be a whole number"],
  ])('%i %s', async (status, path, sentence) => {
    const response = await new Client(await SCENES.well!()).ask(path);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: expect.stringContaining(sentence) });
  });

  it('answers /healthz and /metrics', async () => {
    const client = new Client(await SCENES.well!(), { metrics: async () => 'tocsin_monitor_up 1\n' });
    expect(await client.get('/healthz')).toMatchObject({ ok: true, name: 'shop', version: '0.1.0' });
    const metrics = await client.ask('/metrics');
    expect(metrics.headers.get('content-type')).toContain('text/plain');
    expect(await metrics.text()).toBe('tocsin_monitor_up 1\n');
  });

  it('hides surprises from the client and tells them to the log', async () => {
    const told: string[] = [];
    const simulation = await SCENES.well!();
    const history = { ...simulation.stores.results, latest: async () => Promise.reject(new Error('disk on fire')) };
    const client = new Client(simulation, {
      history: history as never,
      onError: (where, error) => told.push(`${where}: ${error}`),
    });
    const response = await client.ask('/api/status');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('disk on fire');
    expect(told).toEqual(['GET /api/status: Error: disk on fire']);
  });
});

describe('GET /api/incidents/:id/history', () => {
  it('gives the whole record, which can be lived through again, without what kinds were told', async () => {
    const simulation = await SCENES.p1!();
    const history = await new Client(simulation).get<History>('/api/incidents/shop-1/history');
    expect(history).toMatchObject({
      version: 1,
      incident: { id: 'shop-1' },
      policy: { hash: simulation.plan.policy.hash },
    });
    expect(history.rows.at(-1)!.version).toBeLessThanOrEqual(history.incident.version);
    expect(scriptOf(history)!.looks.map(({ look }) => look.monitor)).toContain('backend');
    for (const all of [history.plan!.monitors, history.plan!.channels, history.plan!.remedies])
      for (const each of Object.values(all)) expect(each.settings).toEqual({});
    await expect(new Client(simulation).get('/api/incidents/shop-9/history')).rejects.toThrow();
  });
});
