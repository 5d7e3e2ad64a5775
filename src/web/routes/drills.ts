import type { Hono } from 'hono';
import { ANSWER_WITHIN } from '../../core/drill/end.ts';
import { drillStandings } from '../../core/drill/history.ts';
import { SEVERITIES } from '../../core/severity/severity.ts';
import { Body } from '../body.ts';
import type { WebPorts } from '../ports.ts';
import { Problem } from '../problem.ts';

/** Drills: everyone's standing can be read, one can be begun. */
export function drillRoutes(app: Hono, ports: Pick<WebPorts, 'drill' | 'incidents' | 'clock' | 'plan'>): void {
  app.get('/api/drills', async (c) =>
    c.json({
      at: ports.clock.now(),
      answerWithin: ANSWER_WITHIN,
      people: await drillStandings(ports.incidents, ports.plan, ports.clock.now()),
    }),
  );

  app.post('/api/drills', async (c) => {
    const body = await Body.of(c);
    const who = body.text('who', 'on-call-devops', 100);
    const severity = body.has('severity') ? body.oneOf('severity', SEVERITIES) : 'P1';
    const { ok, missing, incident, text } = await ports.drill({ who, severity, by: body.text('by', 'devops-1', 100) });
    if (missing) throw new Problem(404, text);
    if (!ok) throw new Problem(409, text);
    return c.json({ ok, text, ...(incident !== undefined && { incident }) });
  });
}
