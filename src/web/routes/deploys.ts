import type { Hono } from 'hono';
import type { DeployInput } from '../../../functions/deploy.ts';
import { RECENT } from '../../core/deploy/deploy.ts';
import { Body } from '../body.ts';
import type { WebPorts } from '../ports.ts';
import { Problem } from '../problem.ts';

const PLACE = 'POST /api/deploys';

/** Deploys: what went live, as people and pipelines say. */
export function deployRoutes(app: Hono, ports: Pick<WebPorts, 'deploy' | 'deploys' | 'clock'>): void {
  app.get('/api/deploys', async (c) => c.json({ deploys: await ports.deploys.since(ports.clock.now() - RECENT) }));

  app.post('/api/deploys', async (c) => {
    const { ok, text } = await ports.deploy(deployIn(await Body.of(c), PLACE));
    if (!ok) throw new Problem(400, `${PLACE}: ${text}`);
    return c.json({ ok, text });
  });
}

/** A deploy as it is said over HTTP. 400 where a field is missing or wrong. `by`: who said it, where it may be left out. */
export function deployIn(body: Body, place: string, by?: string): DeployInput {
  return {
    version: body.text('version', '1.8.3', 100),
    monitors: body.has('monitors') ? body.names('monitors', 'backend') : [],
    by: by !== undefined && !body.has('by') ? by : body.text('by', 'the pipeline', 100),
    ...(body.has('url') && { url: address(body.text('url', 'https://github.com/example/shop/actions', 500), place) }),
  };
}

function address(text: string, place: string): string {
  if (/^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : '')) return text;
  throw new Problem(400, `${place}: 'url' has to be an http or https address`);
}
