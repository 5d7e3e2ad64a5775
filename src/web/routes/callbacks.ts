import type { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { WebPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { stored } from '../stored.ts';

/**
 * Where channels' providers send what people answer there, and what became of a page: keys of a phone, replies to an SMS,
 * buttons, webhooks. Each is signed by its provider, which is all it needs. GET changes nothing (A6).
 */
export function callbackRoutes(app: Hono, { callback, onError }: Pick<WebPorts, 'callback' | 'onError'>): void {
  app.post('/callbacks/:channel/:what', async (c) => {
    const { channel, what } = c.req.param();
    const call = {
      channel,
      what,
      path: c.req.url.slice(c.req.url.indexOf('/', 'https://'.length)),
      headers: c.req.header(),
      body: await c.req.text(),
    };
    const reply = await stored(c, 'POST /callbacks', { onError }, () => callback(call));
    const { status, type, body } = reply;
    if (body === undefined) return new Response(null, { status });
    if (type !== undefined) c.header('content-type', type);
    return c.body(body, status as ContentfulStatusCode);
  });
  app.get('/callbacks/*', (c) => {
    c.header('allow', 'POST');
    throw new Problem(405, 'providers send with POST: see docs/answers.md');
  });
}
