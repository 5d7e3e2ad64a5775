import type { Hono } from 'hono';
import type { Heartbeat } from '../../core/check/heartbeat.ts';
import type { WebPorts } from '../ports.ts';
import { Problem } from '../problem.ts';

/** Where jobs report to; the token in the path is all they need. GET changes nothing (A6): mail scanners follow links. */
export function heartbeatRoutes(app: Hono, { heartbeat }: Pick<WebPorts, 'heartbeat'>): void {
  const take = async (monitor: string, token: string, outcome: Heartbeat['outcome']) => {
    if ((await heartbeat({ monitor, token, outcome })) === 'refused')
      throw new Problem(404, 'no heartbeat monitor has this name and token: see `kind: heartbeat` in the config');
  };
  app.post('/heartbeats/:monitor/:token', async (c) => {
    await take(c.req.param('monitor'), c.req.param('token'), 'ok');
    return c.json({ ok: true, text: 'reported' });
  });
  app.post('/heartbeats/:monitor/:token/fail', async (c) => {
    await take(c.req.param('monitor'), c.req.param('token'), 'failed');
    return c.json({ ok: true, text: 'reported as failed' });
  });
  app.get('/heartbeats/*', (c) => {
    c.header('allow', 'POST');
    const { origin } = new URL(c.req.url);
    throw new Problem(
      405,
      `reports are sent with POST: curl -fsS --retry 3 -X POST ${origin}/heartbeats/MONITOR/TOKEN`,
    );
  });
}
