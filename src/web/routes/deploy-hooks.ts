import type { Context, Hono } from 'hono';
import type { DeployHookReply } from '../../../functions/deploy-hooks.ts';
import { Body } from '../body.ts';
import type { WebPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { stored } from '../stored.ts';
import { deployIn } from './deploys.ts';

/**
 * Where tools say that something went live: GitHub's webhook, signed by it, and anything that can send JSON, by a token in
 * the address. GET changes nothing (A6). 200 says that everything is stored, 503 that it is not and should be sent again.
 */
export function deployHookRoutes(app: Hono, ports: Pick<WebPorts, 'deployHooks' | 'onError'>): void {
  const { deployHooks } = ports;

  app.post('/deploys/github', async (c) => {
    const delivery = {
      event: c.req.header('x-github-event') ?? '',
      signature: c.req.header('x-hub-signature-256') ?? '',
      body: await c.req.text(),
    };
    return answer(c, await stored(c, 'POST /deploys/github', ports, () => deployHooks.github(delivery)));
  });

  app.post('/deploys/:token', async (c) => {
    const said = deployIn(await Body.of(c, PLACE), PLACE, 'a webhook');
    return answer(c, await stored(c, PLACE, ports, () => deployHooks.webhook(c.req.param('token'), said)));
  });

  app.get('/deploys/*', (c) => {
    c.header('allow', 'POST');
    throw new Problem(405, 'deploys are sent with POST: see docs/deploys.md');
  });
}

/** The address as it is spoken of: its end is a secret. */
const PLACE = 'POST /deploys/…';

function answer(c: Context, reply: DeployHookReply): Response {
  if (reply.is === 'refused')
    throw new Problem(404, 'nothing is told here with this address and signature: see `deploys` in the config');
  if (reply.is === 'malformed') throw new Problem(400, `POST /deploys: ${reply.text}`);
  return c.json({ ok: true, text: reply.text });
}
