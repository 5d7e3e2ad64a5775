import { Hono } from 'hono';
import { framed, limited } from './frame.ts';
import { securityHeaders } from './guard/headers.ts';
import type { DoorPorts } from './ports.ts';
import { alertRoutes } from './routes/alerts.ts';
import { assetRoutes } from './routes/assets.ts';
import { callbackRoutes } from './routes/callbacks.ts';
import { deployHookRoutes } from './routes/deploy-hooks.ts';
import { heartbeatRoutes } from './routes/heartbeats.ts';
import { incidentPageRoutes } from './routes/incident-page.ts';
import { runbookRoutes } from './routes/runbook.ts';

/**
 * What a Function URL serves to everyone: incident pages behind their links, what providers, jobs and other tools send,
 * and the runbook. Each is let in by a token or a signature of its own; there is no console here, and nothing to log in to.
 */
export function doorApp(ports: DoorPorts): Hono {
  const app = new Hono();
  app.use(securityHeaders);
  limited(app);
  app.get('/healthz', (c) =>
    c.json({ ok: true, name: ports.plan.name, version: ports.version, at: ports.clock.now() }),
  );
  incidentPageRoutes(app, ports);
  heartbeatRoutes(app, ports);
  alertRoutes(app, ports);
  deployHookRoutes(app, ports);
  callbackRoutes(app, ports);
  assetRoutes(app, 'without charts');
  runbookRoutes(app, ports);
  return framed(app, ports);
}
