import type { Hono } from 'hono';
import type { WebPorts } from '../ports.ts';
import { readRunbook } from '../runbook.ts';
import { articlePage, messagePage } from '../shell.ts';

/** The shipped runbook: one page per verdict code and per procedure. Read when asked for: starting does not wait for it. */
export function runbookRoutes(app: Hono, ports: Pick<WebPorts, 'plan'>): void {
  const show = async (name: string) => {
    const page = await readRunbook(name);
    return page && articlePage(ports.plan.name, page.title, page.html);
  };
  const none = () => messagePage(ports.plan.name, 'No such page', 'The runbook has no such page.');
  app.get('/runbook/:page?', async (c) => {
    const page = await show(c.req.param('page') ?? 'index');
    return page ? c.html(page) : c.html(none(), 404);
  });
}
