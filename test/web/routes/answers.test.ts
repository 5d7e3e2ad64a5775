import { describe, expect, it } from '@jest/globals';
import type { IncidentView } from '../../../src/web/view/incident.ts';
import { Client } from '../support/client.ts';
import { demoOf, SCENES } from '../support/scenes.ts';

const client = async (scene: string) => {
  const simulation = await SCENES[scene]!();
  return { simulation, client: new Client(simulation, { demo: demoOf(simulation) }) };
};
const shop = '/api/incidents/shop-1';

describe('answers to an incident', () => {
  it('acknowledge: the first wins, the second hears who was first (A1)', async () => {
    const { client: api, simulation } = await client('p1');
    expect(await api.send('POST', `${shop}/acknowledge`, { by: 'devops-1' })).toEqual({
      status: 200,
      ok: true,
      text: 'acknowledged by devops-1',
    });
    const second = await api.send('POST', `${shop}/acknowledge`, { by: 'lead-developer' });
    expect(second).toMatchObject({ status: 200, text: 'devops-1 acknowledged it first' });
    // The newest line is shown although its row is not filed yet.
    const { timeline } = await api.get<IncidentView>(shop);
    expect(timeline.at(-1)).toMatchObject({ about: 'answer', at: simulation.clock.now() });
    expect(timeline.at(-1)!.text).toContain('acknowledged by devops-1 (API)');
  });

  it('escalate pages the next level now (A3)', async () => {
    const { client: api, simulation } = await client('p1');
    expect((await api.send('POST', `${shop}/escalate`, { by: 'devops-1' })).status).toBe(200);
    await simulation.run(1_000);
    expect(simulation.sent('page').map(({ message }) => message.person)).toEqual(['devops-1', 'lead-developer']);
  });

  it('unacknowledge, reassign and note; who was paged hears of them', async () => {
    const { client: api, simulation } = await client('p1');
    const to = { by: 'devops-1', to: 'senior-developer' };
    expect(await api.send('POST', `${shop}/reassign`, to)).toMatchObject({ status: 200 });
    await simulation.run(1_000);
    expect(simulation.sent('page').at(-1)!.message.person).toBe('senior-developer');
    const view = await api.get<IncidentView>(shop);
    expect(view.pages.at(-1)).toMatchObject({ person: 'senior-developer', level: 'assignee' });
    await api.send('POST', `${shop}/acknowledge`, { by: 'senior-developer' });
    expect((await api.send('POST', `${shop}/unacknowledge`, { by: 'senior-developer' })).status).toBe(200);
    expect(await api.send('POST', `${shop}/note`, { by: 'devops-1', text: 'restarted the pool' })).toMatchObject({
      status: 200,
      text: 'noted',
    });
    await simulation.run(1_000);
    const news = simulation
      .sent('update')
      .map(({ message, channel }) => `${message.person} on ${channel}: ${message.text}`);
    expect(news).toEqual([
      expect.stringMatching(/^devops-1 on phone: shop: reassigned to senior-developer by devops-1\./),
      expect.stringMatching(
        /^devops-1 on phone: shop: senior-developer took the acknowledgement back: paging goes on\./,
      ),
      expect.stringMatching(/^senior-developer on chat: shop: senior-developer took the acknowledgement back/),
      expect.stringMatching(/^senior-developer on chat: shop: note by devops-1: restarted the pool\./),
    ]);
    const missing = await api.send('POST', `${shop}/note`, { by: 'devops-1' });
    expect(missing).toMatchObject({ status: 400, error: expect.stringContaining("'text' is missing") });
  });

  it('approve is bound to the plan that was shown, refuse is remembered (G1)', async () => {
    const { client: api } = await client('approval');
    const about = { by: 'lead-developer', remedy: 'roll-back-backend' };
    const stale = await api.send('POST', `${shop}/approve`, { ...about, hash: 'another' });
    expect(stale).toMatchObject({ status: 409, error: expect.stringContaining('the plan has changed') });
    expect((await api.send('POST', `${shop}/refuse`, about)).status).toBe(200);
    expect((await api.send('POST', `${shop}/approve`, { ...about, hash: 'sha256-5f2c' })).status).toBe(200);
  });

  it('409 where nothing could be changed, 404 where there is no such incident', async () => {
    const { client: api } = await client('suspected');
    const early = await api.send('POST', `${shop}/acknowledge`, { by: 'devops-1' });
    expect(early).toMatchObject({ status: 409, error: expect.stringContaining('not confirmed yet') });
    const missing = await api.send('POST', '/api/incidents/none-7/acknowledge', { by: 'devops-1' });
    expect(missing).toMatchObject({ status: 404, error: expect.stringContaining("'none-7'") });
  });

  it.each([
    ['not json', 'the body is not JSON'],
    [[], 'has to be a JSON object'],
    [{}, "'by' is missing"],
    [{ by: '  ' }, "'by' is missing"],
    [{ by: 7 }, "'by' is missing"],
    [{ by: 'x'.repeat(101) }, "'by' is longer than 100"],
    [{ by: 'a\nb' }, "'by' holds control characters"],
    [{ by: 'devops-1', hash: 'sha256-5f2c' }, "'remedy' is missing"],
    [{ by: 'devops-1', remedy: 'roll-back-backend' }, "'hash' is missing"],
  ])('400 for %j: the place and the remedy in a sentence', async (body, sentence) => {
    const { client: api } = await client('approval');
    const reply = await api.send('POST', `${shop}/approve`, body);
    expect(reply).toMatchObject({ status: 400, error: expect.stringContaining(sentence) });
    expect(reply.error).toContain(`POST ${shop}/approve`);
  });
});

describe('a remedy that is not named', () => {
  it('is the one whose plan waits; 409 where none does', async () => {
    const { client: api } = await client('approval');
    expect(await api.send('POST', `${shop}/approve`, { by: 'devops-1' })).toMatchObject({ status: 200 });
    expect(await api.send('POST', `${shop}/approve`, { by: 'devops-1' })).toMatchObject({
      status: 409,
      error: expect.stringContaining('no remedy of incident'),
    });
    const { client: other } = await client('suspected');
    expect((await other.send('POST', `${shop}/refuse`, { by: 'devops-1' })).status).toBe(409);
  });
});

describe('mutes', () => {
  it('are made, listed and ended (M1)', async () => {
    const { client: api, simulation } = await client('well');
    const body = { monitors: ['backend'], for: '1h', why: 'planned work', by: 'devops-1' };
    expect(await api.send('POST', '/api/mutes', body)).toMatchObject({
      status: 200,
      text: expect.stringContaining('1 h'),
    });
    const [mute] = await simulation.stores.mutes.current(simulation.clock.now());
    expect(mute).toMatchObject({ monitors: ['backend'], until: simulation.clock.now() + 3_600_000 });
    expect((await api.send('DELETE', `/api/mutes/${mute!.id}`, { by: 'devops-1' })).status).toBe(200);
    expect((await api.send('DELETE', `/api/mutes/${mute!.id}`, { by: 'devops-1' })).status).toBe(404);
  });

  it.each([
    [{ monitors: ['bakend'] }, "there is no monitor 'bakend'; there are ingress, backend, frontend"],
    [{ monitors: ['__proto__'] }, "there is no monitor '__proto__'"],
    [{ monitors: [] }, "'monitors' has to be a list of names"],
    [{ monitors: [7] }, "'monitors' has to be a list of names"],
    [{ for: 'soon' }, "'for' has to be a duration"],
    [{ for: 0 }, 'between one second and 30 days'],
    [{ for: '400d' }, 'between one second and 30 days'],
    [{ why: '' }, "'why' is missing"],
  ])('400 for %j', async (wrong, sentence) => {
    const { client: api } = await client('well');
    const body = { monitors: ['backend'], for: 60_000, why: 'planned work', by: 'devops-1', ...wrong };
    expect(await api.send('POST', '/api/mutes', body)).toMatchObject({
      status: 400,
      error: expect.stringContaining(sentence),
    });
  });
});

describe('the demo', () => {
  it('breaks and repairs', async () => {
    const { client: api } = await client('well');
    expect(await api.send('POST', '/api/demo/break', { what: 'blank-page' })).toMatchObject({ broken: ['blank-page'] });
    expect(await api.send('POST', '/api/demo/break', { what: 'blank' })).toMatchObject({
      status: 400,
      error: expect.stringContaining('there are backend-500'),
    });
    expect(await api.send('POST', '/api/demo/repair', {})).toMatchObject({ status: 200, broken: [] });
  });

  it('is not there outside the demo', async () => {
    const api = new Client(await SCENES.well!());
    expect((await api.send('POST', '/api/demo/break', { what: 'blank-page' })).status).toBe(404);
  });
});
