import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { securityHeaders } from './guard/headers.ts';
import { login } from './guard/login.ts';
import { knownHost, ownRequests } from './guard/origin.ts';
import type { WebPorts } from './ports.ts';
import { Problem, problem } from './problem.ts';
import { agentRoutes } from './routes/agents.ts';
import { alertRoutes } from './routes/alerts.ts';
import { answerRoutes } from './routes/answers.ts';
import { assetRoutes } from './routes/assets.ts';
import { callbackRoutes } from './routes/callbacks.ts';
import { demoRoutes } from './routes/demo.ts';
import { deployRoutes } from './routes/deploys.ts';
import { drillRoutes } from './routes/drills.ts';
import { eventRoutes, type Pace } from './routes/events.ts';
import { heartbeatRoutes } from './routes/heartbeats.ts';
import { htmlRoutes } from './routes/html.ts';
import { incidentPageRoutes } from './routes/incident-page.ts';
import { readRoutes } from './routes/read.ts';
import { runbookRoutes } from './routes/runbook.ts';

/** What is asked for no login: whether we are well, and what a token or a signature of its own protects. */
const OPEN = /^\/(healthz$|heartbeats\/|alerts\/|agents\/|callbacks\/|a\/)/;
/** What comes as it pleases, without or with another content type, from forms and tools; a foreign page that sent it would need the token. */
const BARE = /^\/(heartbeats|alerts|callbacks|a)\//;
/** No answer of a person is longer. */
const BODY = 64 * 1024;
/** A report of an agent is, with up to fifty results, and so is a batch of alerts, or a message that comes back with its button. */
const REPORT = 512 * 1024;
const LARGE = /^\/(agents|alerts|callbacks)\//;

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
  const small = bodyLimit({ maxSize: BODY, onError: (c) => problem(c, 413, 'the body is larger than 64 KiB') });
  const large = bodyLimit({ maxSize: REPORT, onError: (c) => problem(c, 413, 'the body is larger than 512 KiB') });
  app.use((c, next) => (LARGE.test(c.req.path) ? large : small)(c, next));
  readRoutes(app, ports);
  eventRoutes(app, ports, pace);
  answerRoutes(app, ports);
  incidentPageRoutes(app, ports);
  deployRoutes(app, ports);
  drillRoutes(app, ports);
  heartbeatRoutes(app, ports);
  alertRoutes(app, ports);
  agentRoutes(app, ports);
  callbackRoutes(app, ports);
  if (ports.demo) demoRoutes(app, ports.demo);
  assetRoutes(app);
  runbookRoutes(app, ports);
  htmlRoutes(app, ports);
  app.notFound((c) => problem(c, 404, `there is no ${c.req.method} ${c.req.path}: see docs/api.md`));
  app.onError((error, c) => failed(error, c, ports));
  return app;
}

/** Expected problems in their own words; a surprise goes to the log, not to the client. */
function failed(error: Error, c: Context, { onError }: WebPorts): Response {
  if (error instanceof Problem) return problem(c, error.status, error.message);
  // Whoever reads a log must not be able to answer: the tokens of links stay out of it.
  onError?.(`${c.req.method} ${c.req.path.replace(/^\/a\/.*/, '/a/…')}`, error);
  return problem(c, 500, 'Tocsin could not answer this: its log says why');
}
