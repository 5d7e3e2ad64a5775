import { setTimeout as sleep } from 'node:timers/promises';
import { isReady } from './database.ts';
import { json, Listener, pathOf } from './listener.ts';
import type { ShopState } from './state.ts';

const SLOW = 1_200;
const PRODUCTS = ['Bell, bronze', 'Bell, brass', 'Clapper, oak', 'Rope, ten metres', 'Alarm, hand-cranked'];

/** The API: products, and `/health`, which reports its database like a FastAPI service would. */
export function backend(port: number, state: ShopState, databasePort: number): Listener {
  return new Listener(port, async (request, response) => {
    if (state.broken.has('backend-slow')) await sleep(SLOW, undefined, { ref: false });
    const failing = state.broken.has('backend-500') || !state.current.healthy;
    const database = (await isReady(databasePort, 300)) ? 'ok' : 'down';
    const healthy = !failing && database === 'ok';
    const { number: version } = state.current;
    const answers: Readonly<Record<string, () => void>> = {
      '/health': () =>
        json(response, healthy ? 200 : 500, { status: healthy ? 'ok' : 'error', version, checks: { database } }),
      '/products': () =>
        healthy ? json(response, 200, PRODUCTS) : json(response, 500, { error: 'Internal Server Error' }),
    };
    const answer = answers[pathOf(request)] ?? (() => json(response, 404, { error: 'Not Found' }));
    answer();
  });
}
