import type { IncomingMessage } from 'node:http';
import { clusterOf } from './cluster.ts';
import { json, Listener, pathOf } from './listener.ts';
import type { ShopState } from './state.ts';

const RECENT = 30 * 60_000;
const NOTHING = 'there is no earlier version to go back to';

/** The shop's own deploy endpoint, which the `webhook` remedy talks to: plan, roll back (once per key), state; and its cluster, to be read. */
export function deploys(port: number, state: ShopState, backendPort: number, now: () => number): Listener {
  const done = new Set<string>();
  return new Listener(port, async (request, response) => {
    const routes: Readonly<Record<string, () => void | Promise<void>>> = {
      'GET /deploys/plan': () => {
        const { current, previous } = state;
        if (!previous?.healthy) return json(response, 409, { reason: NOTHING });
        if (now() - current.deployedAt > RECENT)
          return json(response, 409, { reason: `${current.number} was not deployed within the last 30 minutes` });
        return json(response, 200, {
          summary: `roll backend back from ${current.number} to ${previous.number}`,
          target: 'backend',
          facts: { from: current.number, to: previous.number },
          difference: [`image: shop/backend:${current.number} → shop/backend:${previous.number}`],
        });
      },
      'POST /deploys/rollback': async () => {
        const { key, facts } = await body(request);
        if (key === '') return json(response, 400, { reason: 'a rollback needs a key, so that it happens once' });
        if (!done.has(key)) {
          if (facts.from !== state.current.number)
            return json(response, 409, { reason: `${state.current.number} runs by now, not ${facts.from}` });
          if (!state.previous) return json(response, 409, { reason: NOTHING });
          done.add(key);
          state.rollBack(now());
        }
        return json(response, 200, { running: state.current.number });
      },
      'GET /deploys/status': async () => {
        const { number } = state.current;
        const wanted = new URL(request.url ?? '/', 'http://shop').searchParams.get('to');
        if (wanted !== null && wanted !== number)
          return json(response, 200, { state: 'failed', text: `${number} runs, not ${wanted}` });
        const healthy = await isWell(backendPort);
        return json(response, 200, {
          state: healthy ? 'healthy' : 'pending',
          text: `${number} runs${healthy ? '' : ', its health check fails'}`,
        });
      },
    };
    const seen = request.method === 'GET' ? clusterOf(state, pathOf(request)) : undefined;
    const otherwise = () => (seen ? json(response, 200, seen) : json(response, 404, { reason: 'not found' }));
    const route = routes[`${request.method} ${pathOf(request)}`] ?? otherwise;
    await route();
  });
}

/** Asks the backend itself. */
async function isWell(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health`, {
      headers: { connection: 'close' },
      signal: AbortSignal.timeout(3_000),
    });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
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
