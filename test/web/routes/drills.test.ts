import { describe, expect, it } from '@jest/globals';
import type { DrillStanding } from '../../../src/core/drill/history.ts';
import type { Status } from '../../../src/web/view/status.ts';
import { Client } from '../support/client.ts';
import { SCENES } from '../support/scenes.ts';

const client = async (scene = 'well') => {
  const simulation = await SCENES[scene]!();
  return { simulation, api: new Client(simulation) };
};
interface Drills {
  readonly people: readonly DrillStanding[];
}

describe('drills', () => {
  it('can be begun, and read with what they measured', async () => {
    const { api, simulation } = await client();
    expect(await api.send('POST', '/api/drills', { who: 'lead-developer', by: 'ada' })).toEqual({
      status: 200,
      ok: true,
      incident: 'drill-lead-developer-1',
      text: expect.stringMatching(/^drilling lead-developer as a P1 on /),
    });
    await simulation.run(2_000);
    const { people } = await api.get<Drills>('/api/drills');
    const [mine] = people.filter(({ person }) => person === 'lead-developer');
    expect(mine).toMatchObject({ isDue: true, drills: [{ incident: 'drill-lead-developer-1', isOver: false }] });
  });

  it('are no outage on the console: the first line says that nothing is broken', async () => {
    const { api, simulation } = await client();
    await api.send('POST', '/api/drills', { who: 'lead-developer', by: 'ada' });
    await simulation.run(2_000);
    const { headline } = await api.get<Status>('/api/status');
    expect(headline).toMatchObject({ mood: 'notice', severity: null, can: { acknowledge: true } });
    expect(headline.text).toMatch(/^shop: DRILL, nothing is broken: lead-developer, please acknowledge \(P1\)\./);
  });

  it('refuse what cannot be, in words', async () => {
    const { api } = await client();
    expect(await api.send('POST', '/api/drills', { who: 'nobody', by: 'ada' })).toMatchObject({ status: 404 });
    expect(await api.send('POST', '/api/drills', { who: 'devops-1', by: 'ada', severity: 'P9' })).toMatchObject({
      status: 400,
      error: expect.stringContaining("'severity' has to be one of P1, P2, P3, P4"),
    });
    const { api: broken } = await client('p1');
    expect(await broken.send('POST', '/api/drills', { who: 'devops-1', by: 'ada' })).toMatchObject({
      status: 409,
      error: 'incident shop-1 is open: no drill while people are needed',
    });
  });
});
