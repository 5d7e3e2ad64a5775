import type { Hono } from 'hono';
import type { WebPorts } from '../ports.ts';
import { consolePage, incidentPage, messagePage } from '../shell.ts';
import { statusOf } from '../view/status.ts';
import { incidentOf } from './read.ts';

/** The pages: a shell with the sentence in it; the scripts do the rest. */
export function htmlRoutes(app: Hono, ports: WebPorts): void {
  app.get('/', async (c) => c.html(consolePage(await statusOf(ports))));
  app.get('/incidents/:id', async (c) => {
    const id = c.req.param('id');
    const [status, incident] = await Promise.all([statusOf(ports), incidentOf(ports, id)]);
    if (incident) return c.html(incidentPage(status, incident));
    return c.html(messagePage(status.name, 'No such incident', `There is no incident ${id}.`), 404);
  });
}
