import type { Hono } from 'hono';
import { Body } from '../body.ts';
import type { Demo } from '../ports.ts';
import { Problem } from '../problem.ts';

/** Breaks and repairs the demo's own system; there only in the demo. */
export function demoRoutes(app: Hono, demo: Demo): void {
  app.post('/api/demo/break', async (c) => {
    const names = demo.faults.map(({ name }) => name);
    const what = (await Body.of(c)).text('what', names[0] ?? '');
    const fault = demo.faults.find(({ name }) => name === what);
    if (!fault)
      throw new Problem(400, `POST /api/demo/break: there is no fault '${what}'; there are ${names.join(', ')}`);
    await demo.break(what);
    return c.json({ ok: true, text: fault.text, broken: demo.broken() });
  });
  app.post('/api/demo/repair', async (c) => {
    await demo.repair();
    return c.json({ ok: true, text: 'everything was repaired', broken: demo.broken() });
  });
}
