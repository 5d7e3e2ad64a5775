import type { Hono } from 'hono';
import type { WebPorts } from '../ports.ts';
import { Problem } from '../problem.ts';

/** Where agents report to and hear what they are asked; each call is signed, so it needs no login. */
export function agentRoutes(app: Hono, { agent }: Pick<WebPorts, 'agent'>): void {
  app.post('/agents/:location', async (c) => {
    const reply = await agent({
      location: c.req.param('location'),
      timestamp: c.req.header('tocsin-timestamp') ?? '',
      signature: c.req.header('tocsin-signature') ?? '',
      body: await c.req.text(),
      gone: c.req.raw.signal,
    });
    if (!reply.ok) throw new Problem(reply.status, reply.text);
    return c.json(reply.answer);
  });
}
