import type { Context, Hono } from 'hono';
import type { Answer, AnswerReply } from '../../core/incident/answer.ts';
import { DAY, SECOND } from '../../core/time/instant.ts';
import { Body } from '../body.ts';
import { isBrowser } from '../guard/origin.ts';
import type { WebPorts } from '../ports.ts';
import { Problem } from '../problem.ts';

interface About {
  readonly incident: string;
  readonly by: string;
  readonly via: string;
}

/** One row per answer to an incident: what its body says beyond `by`. */
const ANSWERS: Readonly<Record<string, (about: About, body: Body) => Answer>> = {
  acknowledge: (about) => ({ action: 'acknowledge', ...about }),
  escalate: (about) => ({ action: 'escalate', ...about }),
  approve: (about, body) => ({
    action: 'approve',
    ...about,
    remedy: body.text('remedy', 'roll-back-backend'),
    hash: body.text('hash', 'the hash shown with the plan'),
  }),
  refuse: (about, body) => ({ action: 'refuse', ...about, remedy: body.text('remedy', 'roll-back-backend') }),
};

/** What people and tools answer. Only POST and DELETE, only JSON, only from our own pages (A6). */
export function answerRoutes(app: Hono, ports: WebPorts): void {
  for (const [action, read] of Object.entries(ANSWERS))
    app.post(`/api/incidents/:id/${action}`, async (c) => {
      const body = await Body.of(c);
      const about = { incident: c.req.param('id') ?? '', by: body.text('by', 'devops-1', 100), via: viaOf(c) };
      return reply(c, await ports.respond(read(about, body)));
    });

  app.post('/api/mutes', async (c) => {
    const body = await Body.of(c);
    const { monitors: known } = ports.plan;
    const monitors = body.names('monitors', Object.keys(known)[0] ?? 'backend');
    const unknown = monitors.find((name) => !Object.hasOwn(known, name));
    if (unknown !== undefined)
      throw new Problem(
        400,
        `POST /api/mutes: there is no monitor '${unknown}'; there are ${Object.keys(known).join(', ')}`,
      );
    const length = body.duration('for', SECOND, 30 * DAY);
    const [why, by] = [body.text('why', 'planned work', 300), body.text('by', 'devops-1', 100)];
    return reply(c, await ports.respond({ action: 'mute', monitors, for: length, why, by }));
  });

  app.delete('/api/mutes/:id', async (c) => {
    const by = (await Body.of(c)).text('by', 'devops-1', 100);
    return reply(c, await ports.respond({ action: 'unmute', mute: c.req.param('id'), by }));
  });
}

/** What came of it, in words: 409 where nothing was changed, 404 where there is no such thing. */
function reply(c: Context, { ok, missing, text }: AnswerReply): Response {
  if (missing) throw new Problem(404, text);
  if (!ok) throw new Problem(409, text);
  return c.json({ ok, text });
}

const viaOf = (c: Context): string => (isBrowser((name) => c.req.header(name)) ? 'console' : 'API');
