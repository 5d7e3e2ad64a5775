import { describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../src/core/time/instant.ts';
import { doorApp } from '../../src/web/doors.ts';
import { answerToken } from '../../src/wire/answer-link.ts';
import { shop } from '../support/plan.ts';
import { story } from '../support/story.ts';
import { ANSWER_KEY, portsOf } from './support/ports.ts';

const LINKED = { console: { host: '127.0.0.1', port: 4780, publicUrl: 'https://tocsin.example.com' } };

async function doors() {
  const s = await story(shop(LINKED));
  s.world.breaks('backend');
  await s.run(2 * MINUTE);
  const ports = portsOf(s);
  const ask = { incident: 'shop-1', generation: 1, person: 'devops-1', action: 'acknowledge' as const, message: 'm' };
  const token = answerToken(ANSWER_KEY, ask);
  return { app: doorApp(ports), token, s };
}

describe('what a Function URL serves', () => {
  it('is the incident page of whoever has a link, and the runbook', async () => {
    const { app, token } = await doors();
    expect(await (await app.request(`/a/${token}`)).text()).toContain('Acknowledge');
    expect((await app.request('/runbook/status')).status).toBe(200);
    expect((await app.request('/assets/article.css')).status).toBe(200);
    expect(await (await app.request('/healthz')).json()).toMatchObject({ ok: true });
  });

  it.each(['/', '/api/status', '/api/incidents', '/incidents/shop-1', '/metrics', '/api/events'])(
    'is nothing that a console shows: %s',
    async (path) => {
      const { app } = await doors();
      expect((await app.request(path)).status).toBe(404);
    },
  );

  it('lets nobody in without a token: an invented link, a heartbeat, an alert', async () => {
    const { app, s } = await doors();
    expect((await app.request('/a/shop-1.1.devops-1.x.y')).status).toBe(404);
    expect((await app.request('/heartbeats/backend/x', { method: 'POST' })).status).toBe(404);
    expect((await app.request('/alerts/alertmanager/x', { method: 'POST', body: '{}' })).status).toBe(404);
    expect((await app.request('/api/incidents/shop-1/ack', { method: 'POST' })).status).toBe(404);
    expect((await s.head('shop')).attention.is).toBe('nobody');
  });
});
