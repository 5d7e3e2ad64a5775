import type { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { CallbackReply } from '../../core/callback.ts';
import type { WebPorts } from '../ports.ts';
import { Problem } from '../problem.ts';

/**
 * Where channels' providers send what people answer there, and what became of a page: keys of a phone, replies to an SMS,
 * buttons, webhooks. Each is signed by its provider, which is all it needs. GET changes nothing (A6).
 */
export function callbackRoutes(app: Hono, { callback, onError }: Pick<WebPorts, 'callback' | 'onError'>): void {
  app.post('/callbacks/:channel/:what', async (c) => {
    const { channel, what } = c.req.param();
    let reply: CallbackReply;
    try {
      reply = await callback({
        channel,
        what,
        path: c.req.url.slice(c.req.url.indexOf('/', 'https://'.length)),
        headers: c.req.header(),
        body: await c.req.text(),
      });
    } catch (error) {
      onError?.('POST /callbacks', error);
      c.header('retry-after', '10');
      throw new Problem(503, 'this could not be taken: send it again');
    }
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
