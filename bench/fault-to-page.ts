import { Demo } from './demo.ts';

/** The demo's interval, and what may come on top of it (the goal: interval + 15 s). */
const INTERVAL = 2_000;
const GOAL = INTERVAL + 15_000;
const FAULTS = ['backend-500', 'ingress', 'frontend-blank', 'database'];

/** From breaking something to the first page's acceptance, in the real process, fault by fault. */
export async function faultToPage(): Promise<string[]> {
  const demo = new Demo();
  try {
    const first = await demo.until(demo.well);
    const lines = [`start to every monitor checked: ${Math.round(first - demo.startedAt)} ms`];
    for (const what of FAULTS) {
      const from = performance.now();
      await demo.post('/api/demo/break', { what });
      const paged = await demo.until(async () => {
        const { incidents } = await demo.get('/api/status');
        if (incidents.length === 0) return false;
        const { pages } = await demo.get(`/api/incidents/${incidents[0]}`);
        return pages.some(
          (page: { state: string; at: number }) =>
            page.state === 'accepted' && page.at >= performance.timeOrigin + from,
        );
      });
      const took = Math.round(paged - from);
      if (took > GOAL) throw new Error(`${what}: the first page took ${took} ms, more than ${GOAL} ms`);
      lines.push(`${what}: fault to first page ${took} ms (goal ${GOAL} ms, ratio ${(took / GOAL).toFixed(2)})`);
      await demo.post('/api/demo/repair');
      await demo.until(demo.well);
    }
    return lines;
  } finally {
    await demo.stop();
  }
}
