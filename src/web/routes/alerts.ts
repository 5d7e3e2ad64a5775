import type { Context, Hono } from 'hono';
import { INBOUND_SOURCES } from '../../core/plan.ts';
import type { WebPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { stored } from '../stored.ts';

/**
 * Where other tools report failures (I7); the token in the path is all they need. GET changes nothing (A6). 200 says
 * that everything is stored; 503 that it is not, and that the sender should try again.
 */
export function alertRoutes(app: Hono, ports: Pick<WebPorts, 'inbound' | 'onNotice' | 'onError'>): void {
  app.post('/alerts/:token', (c) => take(c, 'generic', c.req.param('token'), ports));
  app.post('/alerts/:source/:token', (c) => take(c, c.req.param('source'), c.req.param('token'), ports));
  app.get('/alerts/*', (c) => {
    c.header('allow', 'POST');
    throw new Problem(405, 'alerts are sent with POST: see docs/inbound.md');
  });
}

async function take(
  c: Context,
  source: string,
  token: string,
  { inbound, onNotice, onError }: Pick<WebPorts, 'inbound' | 'onNotice' | 'onError'>,
): Promise<Response> {
  const body = await c.req.text();
  const where = `POST /alerts/${INBOUND_SOURCES.find((each) => each === source) ?? 'unknown'}`;
  const reply = await stored(c, where, { onError }, () => inbound({ source, token, body }));
  if (reply.is === 'refused')
    throw new Problem(404, 'no tool reports with this address and token: see `inbound` in the config');
  const { taken, notes, problems, notice } = reply;
  if (notice !== undefined) onNotice?.(notice);
  if (problems.length > 0) return c.json({ error: problems.join('; '), taken, notes }, 400);
  const text = notice ?? `${taken.length} ${taken.length === 1 ? 'alert' : 'alerts'} taken`;
  return c.json({ ok: true, text, taken, notes });
}
