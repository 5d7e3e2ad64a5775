import type { Context, Hono } from 'hono';
import { bare, type History } from '../../core/incident/history.ts';
import type { Incident } from '../../core/incident/incident.ts';
import { isOver } from '../../core/incident/over.ts';
import { contextOf, groupOfId } from '../../core/incident/transact.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { byUrgency } from '../view/headline.ts';
import { type IncidentSummary, type IncidentView, incidentSummary, incidentView } from '../view/incident.ts';
import { contextPorts, statusOf } from '../view/status.ts';
import { rowsOf } from '../view/timeline.ts';

/** Past incidents in a list where no other number is asked for. */
const PAST = 20;
const MOST = 200;

/** What can be read. Nothing here changes anything (A6). */
export function readRoutes(app: Hono, ports: ApiPorts): void {
  app.get('/healthz', (c) =>
    c.json({ ok: true, name: ports.plan.name, version: ports.version, started: ports.started, at: ports.clock.now() }),
  );
  app.get('/api/status', async (c) => c.json(await statusOf(ports)));
  app.get('/api/incidents', async (c) => c.json({ incidents: await incidentsOf(ports, limitOf(c)) }));
  app.get('/api/incidents/:id', async (c) => {
    const found = await incidentOf(ports, c.req.param('id'));
    if (found) return c.json(found);
    throw new Problem(404, `there is no incident '${c.req.param('id')}': GET /api/incidents lists them`);
  });
  app.get('/api/incidents/:id/history', async (c) => {
    const found = await historyOf(ports, c.req.param('id'));
    if (found) return c.json(found);
    throw new Problem(404, `there is no incident '${c.req.param('id')}': GET /api/incidents lists them`);
  });
  app.get('/monitors/:name/screenshots/:slot', async (c) => {
    const [name, slot] = [c.req.param('name'), Number(c.req.param('slot'))];
    const found = Number.isSafeInteger(slot) ? await ports.history.screenshot(name, slot) : null;
    if (!found) throw new Problem(404, `no picture of '${name}' is kept from then`);
    return c.body(Buffer.from(found.base64, 'base64'), 200, {
      'content-type': found.type,
      'cache-control': 'private, max-age=3600',
    });
  });
  app.get('/metrics', async (c) => {
    if (!ports.metrics) throw new Problem(404, 'this Tocsin keeps no metrics of its own');
    return c.body(await ports.metrics(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
  });
}

/** An incident by its id, the group's head or an archived one; `null` where there is none. */
export async function incidentOf(ports: ApiPorts, id: string): Promise<IncidentView | null> {
  const head = await ports.incidents.head(groupOfId(id));
  const incident = head?.id === id ? head : await ports.incidents.archived(id);
  if (!incident) return null;
  const [rows, evidence] = await Promise.all([rowsOf(incident, ports.incidents), ports.evidence.of(id)]);
  return incidentView(incident, { rows, evidence }, await contextOf(contextPorts(ports), incident), ports);
}

/** All that is known of an incident, as `tocsin replay` wants it; without secrets. */
async function historyOf(ports: ApiPorts, id: string): Promise<History | null> {
  const head = await ports.incidents.head(groupOfId(id));
  const incident = head?.id === id ? head : await ports.incidents.archived(id);
  if (!incident) return null;
  const [rows, policy] = await Promise.all([rowsOf(incident, ports.incidents), ports.policies.get(incident.policy)]);
  return { version: 1, incident, rows, policy, plan: bare(ports.plan) };
}

/** Open ones first, by urgency, then the past, newest first. */
async function incidentsOf(ports: ApiPorts, limit: number): Promise<readonly IncidentSummary[]> {
  const [heads, past] = await Promise.all([ports.incidents.heads(), ports.incidents.past(limit)]);
  const open = byUrgency(heads.filter((head) => !isOver(head)));
  const live = new Set(open.map(({ id }) => id));
  const all = [...open, ...past.filter(({ id }) => !live.has(id))];
  return Promise.all(all.map((incident) => summarise(ports, incident)));
}

async function summarise(ports: ApiPorts, incident: Incident): Promise<IncidentSummary> {
  const [rows, context] = await Promise.all([
    rowsOf(incident, ports.incidents),
    contextOf(contextPorts(ports), incident),
  ]);
  return incidentSummary(incident, rows, context, ports);
}

function limitOf(c: Context): number {
  const limit = Number(c.req.query('limit') ?? PAST);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST) return limit;
  throw new Problem(400, `GET /api/incidents: 'limit' has to be a whole number from 1 to ${MOST}, like ?limit=50`);
}
