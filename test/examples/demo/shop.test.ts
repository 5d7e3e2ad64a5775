import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { type Shop, startShop } from '../../../examples/demo/shop/shop.ts';
import { FAULTS } from '../../../examples/demo/shop/state.ts';

const BASE = 14_850;

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
      .on('connect', () => {
        socket.destroy();
        resolve(true);
      })
      .on('error', () => resolve(false));
  });

describe("the demo's shop", () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await startShop({ base: BASE });
  });
  afterEach(() => shop.stop());

  // A fresh connection each time: a kept one would outlive the server it was made to.
  const get = async (path: string, port = BASE) => {
    try {
      const { statusCode, headers, body } = await request(`http://127.0.0.1:${port}${path}`, { reset: true });
      return { status: statusCode, type: String(headers['content-type'] ?? ''), body: await body.text() };
    } catch {
      return { status: 0, type: '', body: '' };
    }
  };

  const well = async () => {
    const health = await get('/api/health');
    expect([health.status, JSON.parse(health.body)]).toEqual([
      200,
      { status: 'ok', version: '1.8.2', checks: { database: 'ok' } },
    ]);
    const page = await get('/');
    expect(page.status).toBe(200);
    expect(page.body).toContain('Bell, bronze');
    expect((await get('/assets/shop.js')).type).toContain('javascript');
    expect((await get('/assets/shop.css')).type).toContain('css');
  };

  it('runs: a page with products from the backend, whose health reports its database', well);

  const shown: readonly (readonly [string, () => Promise<void>])[] = [
    [
      'backend-500',
      async () =>
        expect([
          (await get('/api/health')).status,
          (await get('/')).body.includes('Error fetching from backend'),
        ]).toEqual([500, true]),
    ],
    [
      'backend-slow',
      async () => {
        const begun = performance.now();
        expect((await get('/api/health')).status).toBe(200);
        // Over what the demo's config calls slow, within what it calls down.
        expect(performance.now() - begun).toBeGreaterThan(800);
      },
    ],
    [
      'database',
      async () =>
        expect(JSON.parse((await get('/api/health')).body)).toMatchObject({
          status: 'error',
          checks: { database: 'down' },
        }),
    ],
    [
      'frontend-blank',
      async () => {
        const { status, body } = await get('/');
        expect([status, body.includes('<main'), body.includes('shop.js')]).toEqual([200, false, true]);
      },
    ],
    ['asset', async () => expect((await get('/assets/shop.js')).status).toBe(404)],
    ['ingress', async () => expect((await get('/')).status).toBe(0)],
    [
      'deploy',
      async () =>
        expect(JSON.parse((await get('/api/health')).body)).toMatchObject({
          status: 'error',
          version: '1.8.3',
          checks: { database: 'ok' },
        }),
    ],
  ];

  it.each(shown)('%s really breaks, and is really mended', async (fault, shows) => {
    await shop.break(fault);
    expect(shop.broken()).toEqual([fault]);
    await shows();
    await shop.repair();
    await well();
  });

  it('rolls a bad deploy back once per key, and only what it was asked about', async () => {
    const deploys = shop.ports.deploys;
    expect((await get('/deploys/plan', deploys)).status).toBe(409);
    await shop.break('deploy');
    const plan = JSON.parse((await get('/deploys/plan', deploys)).body) as { facts: Record<string, string> };
    expect(plan).toMatchObject({
      summary: 'roll backend back from 1.8.3 to 1.8.2',
      facts: { from: '1.8.3', to: '1.8.2' },
    });
    const rollBack = (key: string, from: string) =>
      fetch(`http://127.0.0.1:${deploys}/deploys/rollback`, {
        method: 'POST',
        body: JSON.stringify({ key, facts: { from } }),
      }).then((r) => r.status);
    expect(await rollBack('k1', '1.8.1')).toBe(409);
    expect(await rollBack('k1', '1.8.3')).toBe(200);
    expect(await rollBack('k1', '1.8.3')).toBe(200);
    expect(JSON.parse((await get('/deploys/status?to=1.8.2', deploys)).body)).toMatchObject({ state: 'healthy' });
    await well();
  });

  it('has a test for every fault there is', () => {
    expect(shown.map(([fault]) => fault).toSorted()).toEqual(FAULTS.map((fault) => fault.name).toSorted());
  });

  it('stops at once, though requests hang on it, and nothing listens any more', async () => {
    await shop.break('backend-slow');
    const hanging = Promise.all([get('/'), get('/api/health')]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const begun = performance.now();
    await shop.stop();
    expect(performance.now() - begun).toBeLessThan(200);
    expect((await hanging).map(({ status }) => status)).toEqual([0, 0]);
    for (const port of Object.values(shop.ports)) expect([port, await isListening(port)]).toEqual([port, false]);
  });

  it('takes free ports where told to, and comes back on the same', async () => {
    const free = await startShop({ base: 0 });
    try {
      expect(new Set(Object.values(free.ports)).size).toBe(5);
      await free.break('ingress');
      expect(await isListening(free.ports.ingress)).toBe(false);
      await free.repair();
      expect((await get('/api/health', free.ports.ingress)).status).toBe(200);
    } finally {
      await free.stop();
    }
  });

  it('names the faults there are when asked for another', async () => {
    await expect(shop.break('meteor')).rejects.toThrow(`there is ${FAULTS.map((f) => f.name).join(', ')}`);
  });

  it('says which ports it needs when one is in use, and leaves nothing behind', async () => {
    await expect(startShop({ base: BASE - 2 })).rejects.toThrow(/needs the ports 14848 to 14852/);
    await shop.stop();
    const again = await startShop({ base: BASE - 2 });
    await again.stop();
  });
});
