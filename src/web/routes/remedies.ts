import type { Hono } from 'hono';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';

/** What a remedy would do now, and every guard's verdict; approving it is an answer to its incident. */
export function remedyRoutes(app: Hono, { plan, examine }: Pick<ApiPorts, 'plan' | 'examine'>): void {
  app.get('/api/remedies/:name', async (c) => {
    const name = c.req.param('name');
    const examined = await examine(name);
    if (examined) return c.json(examined);
    const names = Object.keys(plan.remedies);
    throw new Problem(
      404,
      `there is no remedy '${name}'${names.length > 0 ? `; there are ${names.join(', ')}` : ': the config names none'}`,
    );
  });
}
