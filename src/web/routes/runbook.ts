import type { Hono } from 'hono';
import type { WebPorts } from '../ports.ts';
import { readRunbook } from '../runbook.ts';
import { articlePage, messagePage } from '../shell.ts';

/** The shipped runbook: one page per verdict code and per procedure. */
export function runbookRoutes(app: Hono, ports: WebPorts): void {
  const pages = readRunbook();
  const show = (name: string) => {
    const page = pages.get(name);
    return page && articlePage(ports.plan.name, page.title, page.html);
  };
  app.get('/runbook', (c) => c.html(show('index')!));
  app.get('/runbook/:page', (c) => {
    const page = show(c.req.param('page'));
    if (page) return c.html(page);
    return c.html(messagePage(ports.plan.name, 'No such page', 'The runbook has no such page.'), 404);
  });
}
