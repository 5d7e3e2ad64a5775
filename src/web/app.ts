import { Hono } from 'hono';
import { apiRoutes } from './api.ts';
import { framed, limited } from './frame.ts';
import { securityHeaders } from './guard/headers.ts';
import { login } from './guard/login.ts';
import { knownHost, ownRequests } from './guard/origin.ts';
import type { WebPorts } from './ports.ts';
import { agentRoutes } from './routes/agents.ts';
import { alertRoutes } from './routes/alerts.ts';
import { assetRoutes } from './routes/assets.ts';
import { callbackRoutes } from './routes/callbacks.ts';
import { demoRoutes } from './routes/demo.ts';
import { deployHookRoutes } from './routes/deploy-hooks.ts';
import { eventRoutes, type Pace } from './routes/events.ts';
import { heartbeatRoutes } from './routes/heartbeats.ts';
import { htmlRoutes } from './routes/html.ts';
import { incidentPageRoutes } from './routes/incident-page.ts';
import { runbookRoutes } from './routes/runbook.ts';

/** What is asked for no login: whether we are well, and what a token or a signature of its own protects. */
const OPEN = /^\/(healthz$|heartbeats\/|alerts\/|deploys\/|agents\/|callbacks\/|a\/)/;
/** What comes as it pleases, without or with another content type, from forms and tools; a foreign page that sent it would need the token. */
const BARE = /^\/(heartbeats|alerts|deploys|callbacks|a)\//;
/**
 * The console, its API and the answers of people as one Hono app (docs/api.md). GET never changes anything (A6); what
 * changes something goes through `respond`. Whoever is asked for a login is so before anything is told, `/healthz` apart.
 */
export function webApp(ports: WebPorts, pace?: Pace): Hono {
  const app = new Hono();
  app.use(securityHeaders);
  app.use(knownHost(ports.hosts));
  const asked = login(ports.login);
  app.use((c, next) => (OPEN.test(c.req.path) ? next() : asked(c, next)));
  app.use((c, next) => (BARE.test(c.req.path) ? next() : ownRequests(c, next)));
  limited(app);
  apiRoutes(app, ports);
  eventRoutes(app, ports, pace);
  incidentPageRoutes(app, ports);
  heartbeatRoutes(app, ports);
  alertRoutes(app, ports);
  deployHookRoutes(app, ports);
  agentRoutes(app, ports);
  callbackRoutes(app, ports);
  if (ports.demo) demoRoutes(app, ports.demo);
  assetRoutes(app);
  runbookRoutes(app, ports);
  htmlRoutes(app, ports);
  return framed(app, ports);
}
