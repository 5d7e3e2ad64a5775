import type { IncomingMessage } from 'node:http';
import { json, Listener, pathOf } from './listener.ts';
import type { ShopState } from './state.ts';

const RECENT = 30 * 60_000;

/** The shop's own deploy endpoint, which the `webhook` remedy talks to: plan, roll back (once per key), state. */
export function deploys(port: number, state: ShopState, now: () => number): Listener {
  const done = new Set<string>();
  return new Listener(port, async (request, response) => {
    const routes: Readonly<Record<string, () => void | Promise<void>>> = {
      'GET /deploys/plan': () => {
        const { current, previous } = state;
        if (!previous?.healthy) return json(response, 409, { reason: 'there is no earlier version to go back to' });
        if (now() - current.deployedAt > RECENT)
          return json(response, 409, { reason: `${current.number} was not deployed within the last 30 minutes` });
        return json(response, 200, {
          summary: `roll backend back from ${current.number} to ${previous.number}`,
          target: 'backend',
          facts: { from: current.number, to: previous.number },
        });
      },
      'POST /deploys/rollback': async () => {
        const { key, facts } = await body(request);
        if (!done.has(key)) {
          if (facts.from !== state.current.number)
            return json(response, 409, { reason: `${state.current.number} runs by now, not ${facts.from}` });
          done.add(key);
          state.rollBack(now());
        }
        return json(response, 200, { running: state.current.number });
      },
      'GET /deploys/status': () => {
        const { number, healthy } = state.current;
        const wanted = new URL(request.url ?? '/', 'http://shop').searchParams.get('to');
        if (wanted !== null && wanted !== number)
          return json(response, 200, { state: 'failed', text: `${number} runs, not ${wanted}` });
        return json(response, 200, { state: healthy ? 'healthy' : 'pending', text: `${number} runs` });
      },
    };
    const route =
      routes[`${request.method} ${pathOf(request)}`] ?? (() => json(response, 404, { reason: 'not found' }));
    await route();
  });
}

interface RollBack {
  readonly key: string;
  readonly facts: { readonly from: string };
}

async function body(request: IncomingMessage): Promise<RollBack> {
  let whole = '';
  for await (const chunk of request) whole += String(chunk);
  const { key = '', facts = {} } = JSON.parse(whole) as { key?: string; facts?: { from?: string } };
  return { key, facts: { from: facts.from ?? '' } };
}
