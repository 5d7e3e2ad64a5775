import type { Hono } from 'hono';
import type { DeployedReply } from '../../../functions/deployed.ts';
import type { WebPorts } from '../ports.ts';
import { Problem } from '../problem.ts';

/**
 * Where tools say that something went live: GitHub's webhook, signed by it, and anything that can send JSON, by a token in
 * the address. GET changes nothing (A6). 200 says that everything is stored, 503 that it is not and should be sent again.
 */
export function deployedRoutes(app: Hono, { deployed, onError }: Pick<WebPorts, 'deployed' | 'onError'>): void {
  app.post('/deploys/:address', async (c) => {
    let reply: DeployedReply;
    try {
      reply = await deployed({ address: c.req.param('address'), headers: c.req.header(), body: await c.req.text() });
    } catch (error) {
      // The address may be a token: the log is told without it.
      onError?.('POST /deploys', error);
      c.header('retry-after', '10');
      throw new Problem(503, 'this could not be stored: send it again');
    }
    if (reply.is === 'refused')
      throw new Problem(404, 'nothing is told here with this address and signature: see `deploys` in the config');
    if (reply.is === 'malformed') throw new Problem(400, `POST /deploys: ${reply.text}`);
    return c.json({ ok: true, text: reply.text });
  });
  app.get('/deploys/*', (c) => {
    c.header('allow', 'POST');
    throw new Problem(405, 'deploys are sent with POST: see docs/deploys.md');
  });
}
