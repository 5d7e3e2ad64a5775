import { describe, expect, it } from '@jest/globals';
import { Simulation } from '../../../src/simulation/driver.ts';
import { webApp } from '../../../src/web/app.ts';
import { MONDAY, monitor, shop, withMonitor } from '../../support/plan.ts';
import { HOST, portsOf } from '../support/ports.ts';

const TOKEN = 'tok-tok-tok';

async function scene() {
  const backup = {
    ...monitor('backup'),
    kind: 'heartbeat',
    listens: true as const,
    settings: { from: { token: TOKEN } },
  };
  const plan = withMonitor(withMonitor(shop(), 'backup', backup), 'pipeline', { settings: { token: TOKEN } });
  const simulation = new Simulation({ plan, start: MONDAY });
  const app = webApp(portsOf(simulation, { login: { user: 'a', password: 'b' } }));
  const send = (path: string, method = 'POST') =>
    app.request(`http://${HOST}${path}`, { method, headers: { host: HOST } });
  const last = async () => (await simulation.stores.heartbeats.of('backup', MONDAY)).last;
  return { send, last };
}

describe('reports of jobs', () => {
  it('are taken with the token alone: no login, no body', async () => {
    const { send, last } = await scene();
    const answer = await send(`/heartbeats/backup/${TOKEN}`);
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true, text: 'reported' }]);
    expect(await last()).toEqual({ at: MONDAY, outcome: 'ok' });
    expect((await send(`/heartbeats/backup/${TOKEN}/fail`)).status).toBe(200);
    expect(await last()).toEqual({ at: MONDAY, outcome: 'failed' });
  });

  it.each([
    ['/heartbeats/backup/wrong-token'],
    ['/heartbeats/backup/wrong-token/fail'],
    [`/heartbeats/none/${TOKEN}`],
    [`/heartbeats/pipeline/${TOKEN}`],
    [`/heartbeats/backup/${TOKEN}x`],
    ['/heartbeats/backup/%00'],
  ])('%s is refused, without saying why', async (path) => {
    const { send, last } = await scene();
    const answer = await send(path);
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('no heartbeat monitor')]);
    expect(await last()).toBeUndefined();
  });

  it('GET reports nothing and says how to (A6)', async () => {
    const { send, last } = await scene();
    const answer = await send(`/heartbeats/backup/${TOKEN}`, 'GET');
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await answer.text()).toContain(`curl -fsS --retry 3 -X POST http://${HOST}/heartbeats/MONITOR/TOKEN`);
    expect(await last()).toBeUndefined();
  });
});
