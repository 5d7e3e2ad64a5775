import type { Hono } from 'hono';
import { RECENT } from '../../core/deploy/deploy.ts';
import { Body } from '../body.ts';
import type { WebPorts } from '../ports.ts';
import { Problem } from '../problem.ts';

/** Deploys: what went live, as people and pipelines say. */
export function deployRoutes(app: Hono, ports: Pick<WebPorts, 'deploy' | 'deploys' | 'clock'>): void {
  app.get('/api/deploys', async (c) => c.json({ deploys: await ports.deploys.since(ports.clock.now() - RECENT) }));

  app.post('/api/deploys', async (c) => {
    const body = await Body.of(c);
    const version = body.text('version', '1.8.3', 100);
    const monitors = body.has('monitors') ? body.names('monitors', 'backend') : [];
    const url = body.has('url')
      ? { url: address(body.text('url', 'https://github.com/example/shop/actions', 500)) }
      : {};
    const by = body.text('by', 'the pipeline', 100);
    const { ok, text } = await ports.deploy({ version, monitors, by, ...url });
    if (!ok) throw new Problem(400, `POST ${c.req.path}: ${text}`);
    return c.json({ ok, text });
  });
}

function address(text: string): string {
  if (/^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : '')) return text;
  throw new Problem(400, "POST /api/deploys: 'url' has to be an http or https address");
}
