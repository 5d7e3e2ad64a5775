import type { Context, Hono } from 'hono';
import { type Answer, type AnswerReply, NOTE } from '../../core/incident/answer.ts';
import { SEVERITIES } from '../../core/severity/severity.ts';
import { DAY, HOUR, SECOND } from '../../core/time/instant.ts';
import { Body } from '../body.ts';
import { isBrowser } from '../guard/origin.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { incidentOf } from './read.ts';

interface About {
  readonly incident: string;
  readonly by: string;
  readonly via: string;
}

/** One row per answer to an incident: what its body says beyond `by`. */
const ANSWERS: Readonly<Record<string, (about: About, body: Body, waiting: Waiting) => Promise<Answer>>> = {
  acknowledge: async (about) => ({ action: 'acknowledge', ...about }),
  unacknowledge: async (about) => ({ action: 'unacknowledge', ...about }),
  escalate: async (about) => ({ action: 'escalate', ...about }),
  reassign: async (about, body) => ({ action: 'reassign', ...about, to: body.text('to', 'lead-developer', 100) }),
  note: async (about, body) => ({ action: 'note', ...about, text: body.text('text', 'restarted the pool', NOTE) }),
  resolve: async (about, body) => ({
    action: 'resolve',
    ...about,
    for: body.has('for') ? body.duration('for', SECOND, 30 * DAY) : HOUR,
    ...(body.has('why') && { why: body.text('why', 'the bank is back', 300) }),
  }),
  approve: async (about, body, waiting) => {
    if (!body.has('remedy') && !body.has('hash')) return { action: 'approve', ...about, ...(await waiting()) };
    const [remedy, hash] = [
      body.text('remedy', 'roll-back-backend'),
      body.text('hash', 'the hash shown with the plan'),
    ];
    return { action: 'approve', ...about, remedy, hash };
  },
  refuse: async (about, body, waiting) => {
    const remedy = body.has('remedy') ? body.text('remedy', 'roll-back-backend') : (await waiting()).remedy;
    return { action: 'refuse', ...about, remedy };
  },
};

/** The one plan that waits for approval: what is meant where a tool names none. */
type Waiting = () => Promise<{ readonly remedy: string; readonly hash: string }>;

async function waitingIn(ports: ApiPorts, id: string): Promise<{ readonly remedy: string; readonly hash: string }> {
  const incident = await incidentOf(ports, id);
  if (!incident) throw new Problem(404, `there is no incident '${id}': GET /api/incidents lists them`);
  const plans = incident.remedies.flatMap(({ state, name, hash }) =>
    state === 'waiting' && hash !== undefined ? [{ remedy: name, hash }] : [],
  );
  const [only, ...others] = plans;
  if (only && others.length === 0) return only;
  const which = plans.map(({ remedy }) => remedy).join(', ');
  throw new Problem(
    409,
    only
      ? `several remedies wait for approval: name one of ${which}`
      : `no remedy of incident ${id} waits for approval`,
  );
}

/** What people and tools answer. Only POST and DELETE, only JSON, only from our own pages (A6). */
export function answerRoutes(app: Hono, ports: ApiPorts): void {
  for (const [action, read] of Object.entries(ANSWERS))
    app.post(`/api/incidents/:id/${action}`, async (c) => {
      const body = await Body.of(c);
      const about = { incident: c.req.param('id') ?? '', by: body.text('by', 'devops-1', 100), via: viaOf(c) };
      return reply(c, await ports.respond(await read(about, body, () => waitingIn(ports, about.incident))));
    });

  app.post('/api/incidents', async (c) => {
    const body = await Body.of(c);
    const title = body.text('title', 'checkout is broken', 120);
    const severity = body.oneOf('severity', SEVERITIES);
    const about = body.has('monitor') ? { monitor: body.text('monitor', 'backend') } : {};
    knownMonitors(c, ports, Object.values(about));
    const by = body.text('by', 'devops-1', 100);
    return reply(c, await ports.respond({ action: 'open', title, severity, ...about, by, via: viaOf(c) }));
  });

  app.post('/api/mutes', async (c) => {
    const body = await Body.of(c);
    const monitors = body.names('monitors', Object.keys(ports.plan.monitors)[0] ?? 'backend');
    knownMonitors(c, ports, monitors);
    const length = body.duration('for', SECOND, 30 * DAY);
    const [why, by] = [body.text('why', 'planned work', 300), body.text('by', 'devops-1', 100)];
    return reply(c, await ports.respond({ action: 'mute', monitors, for: length, why, by }));
  });

  app.delete('/api/mutes/:id', async (c) => {
    const by = (await Body.of(c)).text('by', 'devops-1', 100);
    return reply(c, await ports.respond({ action: 'unmute', mute: c.req.param('id'), by }));
  });
}

/** 400 with the names there are where one is none of them. */
function knownMonitors(c: Context, { plan }: ApiPorts, names: readonly string[]): void {
  const unknown = names.find((name) => !Object.hasOwn(plan.monitors, name));
  if (unknown === undefined) return;
  const known = Object.keys(plan.monitors).join(', ');
  throw new Problem(400, `POST ${c.req.path}: there is no monitor '${unknown}'; there are ${known}`);
}

/** What came of it, in words: 409 where nothing was changed, 404 where there is no such thing. */
function reply(c: Context, { ok, missing, incident, text }: AnswerReply): Response {
  if (missing) throw new Problem(404, text);
  if (!ok) throw new Problem(409, text);
  return c.json({ ok, text, ...(incident !== undefined && { incident }) });
}

const viaOf = (c: Context): string => (isBrowser((name) => c.req.header(name)) ? 'console' : 'API');
