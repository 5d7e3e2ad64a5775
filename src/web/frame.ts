import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { WebPorts } from './ports.ts';
import { Problem, problem } from './problem.ts';

/** No answer of a person is longer. */
const BODY = 64 * 1024;
/** A report of an agent is, with up to fifty results, and so is a batch of alerts, or a message that comes back with its button. */
const REPORT = 512 * 1024;
const LARGE = /^\/(agents|alerts|deploys|callbacks)\//;

/** Bodies are read only so far. */
export function limited(app: Hono): void {
  const small = bodyLimit({ maxSize: BODY, onError: (c) => problem(c, 413, 'the body is larger than 64 KiB') });
  const large = bodyLimit({ maxSize: REPORT, onError: (c) => problem(c, 413, 'the body is larger than 512 KiB') });
  app.use((c, next) => (LARGE.test(c.req.path) ? large : small)(c, next));
}

/** What is not there, and what goes wrong: expected problems in their own words; a surprise goes to the log, not to the client. */
export function framed(app: Hono, { onError }: Pick<WebPorts, 'onError'>): Hono {
  app.notFound((c) => problem(c, 404, `there is no ${c.req.method} ${c.req.path}: see docs/api.md`));
  app.onError((error, c) => failed(error, c, onError));
  return app;
}

function failed(error: Error, c: Context, onError: WebPorts['onError']): Response {
  if (error instanceof Problem) return problem(c, error.status, error.message);
  // Whoever reads a log must not be able to answer: the tokens of links stay out of it.
  onError?.(`${c.req.method} ${c.req.path.replace(/^\/a\/.*/, '/a/…')}`, error);
  return problem(c, 500, 'Tocsin could not answer this: its log says why');
}
