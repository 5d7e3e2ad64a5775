import { describe, expect, it } from '@jest/globals';
import type { IncidentView } from '../../../src/web/view/incident.ts';
import type { Status } from '../../../src/web/view/status.ts';
import { Client } from '../support/client.ts';
import { SCENES } from '../support/scenes.ts';

const client = async (scene = 'well') => {
  const simulation = await SCENES[scene]!();
  return { simulation, api: new Client(simulation) };
};
const body = { title: 'checkout is broken', severity: 'P2', by: 'ada' };

describe('opening an incident (I7)', () => {
  it('says which, and who is paged next; the console shows what was said, and by whom', async () => {
    const { api, simulation } = await client();
    expect(await api.send('POST', '/api/incidents', body)).toEqual({
      status: 200,
      ok: true,
      incident: 'reported-1',
      text: 'opened incident reported-1 (P2). Nobody has been paged yet; devops-team is next at once.',
    });
    await simulation.run(2_000);
    const { headline, incidents } = await api.get<Status>('/api/status');
    expect(headline.text).toBe(
      'shop: checkout is broken (P2). Reported by ada (API) at 14:03. Paged devops-team on chat; senior-developer is next in 14:59.',
    );
    expect([headline.mood, headline.severity, incidents]).toEqual(['open', 'P2', ['reported-1']]);
    const view = await api.get<IncidentView>('/api/incidents/reported-1');
    expect(view.reports).toEqual([
      { title: 'checkout is broken', severity: 'P2', by: 'ada', source: 'API', since: simulation.clock.now() - 2_000 },
    ]);
    expect([view.failures, view.summary]).toEqual([[], 'checkout is broken, reported by ada (API) at 14:03']);
    expect(view.timeline.map(({ about }) => about)).toEqual(['report', 'phase', 'severity', 'page', 'page']);
  });

  it('about a failing monitor joins its incident and stands beside it', async () => {
    const { api } = await client('p1');
    const answer = await api.send('POST', '/api/incidents', { ...body, monitor: 'backend' });
    expect(answer).toMatchObject({ incident: 'shop-1', text: expect.stringMatching(/^joined incident shop-1 \(P1\)/) });
    const view = await api.get<IncidentView>('/api/incidents/shop-1');
    expect(view.reports).toMatchObject([{ title: 'checkout is broken', monitor: 'backend' }]);
    expect(view.failures.map(({ monitor }) => monitor)).toEqual(['backend', 'frontend']);
    expect(view.headline.text).toContain('application completely down (P1)');
    expect(view.headline.text).toContain('Reported besides: checkout is broken.');
  });

  it.each([
    [{ title: '' }, "'title' is missing"],
    [{ title: 'x'.repeat(121) }, "'title' is longer than 120"],
    [{ severity: 'P5' }, "'severity' has to be one of P1, P2, P3, P4"],
    [{ severity: undefined }, "'severity' has to be one of"],
    [{ monitor: 'bakend' }, "there is no monitor 'bakend'; there are ingress, backend, frontend"],
    [{ monitor: '__proto__' }, "there is no monitor '__proto__'"],
    [{ by: '' }, "'by' is missing"],
  ])('400 for %j', async (wrong, sentence) => {
    const { api } = await client();
    expect(await api.send('POST', '/api/incidents', { ...body, ...wrong })).toMatchObject({
      status: 400,
      error: expect.stringContaining(sentence),
    });
  });

  it('a foreign page cannot (A6)', async () => {
    const { api } = await client();
    const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect((await api.send('POST', '/api/incidents', body, foreign)).status).toBe(403);
  });

  it('directions in a title are shown, not obeyed', async () => {
    const { api } = await client();
    await api.send('POST', '/api/incidents', { ...body, title: 'a\u202eb' });
    expect((await api.get<IncidentView>('/api/incidents/reported-1')).reports[0]?.title).toBe('a\\u202eb');
  });
});

describe('resolving an incident (I7, M1)', () => {
  it('ends what was reported', async () => {
    const { api } = await client();
    await api.send('POST', '/api/incidents', body);
    const answer = await api.send('POST', '/api/incidents/reported-1/resolve', { by: 'ada', why: 'the bank is back' });
    expect(answer).toEqual({ status: 200, ok: true, text: 'resolved by ada' });
  });

  it('mutes what still fails, for an hour or as long as is said', async () => {
    const { api, simulation } = await client('p1');
    const answer = await api.send('POST', '/api/incidents/shop-1/resolve', { by: 'ada', for: '30m' });
    expect(answer).toMatchObject({
      status: 200,
      text: expect.stringContaining('although backend and frontend still fail'),
    });
    const now = simulation.clock.now();
    expect(await simulation.stores.mutes.current(now)).toMatchObject([{ until: now + 30 * 60_000, by: 'ada' }]);
  });

  it('404 for none, 409 for one that is not confirmed', async () => {
    const { api } = await client('suspected');
    expect((await api.send('POST', '/api/incidents/none-1/resolve', { by: 'ada' })).status).toBe(404);
    expect((await api.send('POST', '/api/incidents/shop-1/resolve', { by: 'ada' })).status).toBe(409);
    expect((await api.send('POST', '/api/incidents/shop-1/resolve', { by: 'ada', for: 'soon' })).status).toBe(400);
  });
});
