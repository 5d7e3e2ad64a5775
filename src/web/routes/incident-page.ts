import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { readForm } from '../incident-page/form.ts';
import { type Came, incidentPage, invalidPage } from '../incident-page/page.ts';
import type { Html } from '../incident-page/parts.ts';
import { type Standing, standingOf } from '../incident-page/standing.ts';
import { style } from '../incident-page/style.ts';
import type { DoorPorts } from '../ports.ts';

const FORM = 'application/x-www-form-urlencoded';

/**
 * Where answer links lead. The token is all that is needed: it names the incident, the generation and the person. GET and
 * HEAD only show the page, whoever follows the link (A6); a person picks an answer and posts it. A foreign page cannot:
 * it does not know the token.
 */
export function incidentPageRoutes(app: Hono, ports: DoorPorts): void {
  app.get('/a/:token', async (c) => {
    const standing = await standingOfToken(ports, c.req.param('token'));
    return standing ? page(c, ports, standing, 200) : invalid(c);
  });
  app.post('/a/:token', async (c) => {
    const token = c.req.param('token');
    const standing = await standingOfToken(ports, token);
    if (!standing) return invalid(c);
    const [status, came] = await answered(c, ports, standing);
    return page(c, ports, (await standingOfToken(ports, token)) ?? standing, status, came);
  });
}

async function standingOfToken(ports: DoorPorts, token: string): Promise<Standing | null> {
  const link = await ports.links.read(token);
  return link ? standingOf(ports, link) : null;
}

/** What came of a post. After the end, and where newer links count, the page says so itself, and nothing is changed (A1, A3). */
async function answered(
  c: Context,
  ports: DoorPorts,
  standing: Standing,
): Promise<readonly [ContentfulStatusCode, Came?]> {
  if (standing.is !== 'live') return [200];
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== FORM) return [415, { ok: false, text: 'This form cannot be read: open the link again.' }];
  const asked = readForm(new URLSearchParams(await c.req.text()), standing);
  if ('problem' in asked) return [400, { ok: false, text: asked.problem }];
  const { ok, text } = await ports.respond(asked.answer);
  return [ok ? 200 : 409, { ok, text }];
}

const page = (c: Context, { plan }: DoorPorts, standing: Standing, status: ContentfulStatusCode, came?: Came) =>
  shown(c, incidentPage(standing, plan.name, came), status);

const invalid = (c: Context) => shown(c, invalidPage(), 404);

function shown(c: Context, body: Html, status: ContentfulStatusCode) {
  c.header('content-security-policy', style.policy);
  c.header('x-robots-tag', 'noindex, nofollow');
  c.header('cache-control', 'no-store');
  return c.html(body, status);
}
