import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { type Shop, startShop } from '../../../../examples/demo/shop/shop.ts';
import { MINUTE } from '../../../../src/core/time/instant.ts';
import { webhook } from '../../../../src/remedies/webhook.ts';
import { MONDAY } from '../../../support/plan.ts';

describe("the shop's deploy endpoint, by the remedy of the demo's config", () => {
  let shop: Shop;
  let now: number;
  beforeEach(async () => {
    now = MONDAY;
    shop = await startShop({ base: 0, now: () => now });
  });
  afterEach(() => shop.stop());

  const context = {
    remedy: 'roll-back-backend',
    timeout: 2_000,
    now: MONDAY,
    incident: 'shop-1',
    key: 'k1',
    failedAt: MONDAY - MINUTE,
  };
  const at = (path: string) => `http://127.0.0.1:${shop.ports.deploys}/deploys/${path}`;
  const settings = () =>
    z.strictObject(webhook.shape).parse({ plan: at('plan'), apply: at('rollback'), verify: at('status') });
  const plan = () => webhook.plan(settings(), context);
  const intent = async () => {
    const got = await plan();
    if (got.is !== 'planned') throw new Error(`not planned: ${got.why}`);
    return got.intent;
  };
  const version = async () => {
    const answer = await fetch(`http://127.0.0.1:${shop.ports.backend}/health`, { headers: { connection: 'close' } });
    return ((await answer.json()) as { version: string }).version;
  };

  it('plans, rolls back once, and is verified', async () => {
    await shop.break('deploy');
    const wanted = await intent();
    expect(wanted).toMatchObject({ target: 'backend', facts: { from: '1.8.3', to: '1.8.2' } });
    expect(await version()).toBe('1.8.3');
    for (let i = 0; i < 2; i++) expect(await webhook.apply(wanted, settings(), context)).toEqual({ is: 'applied' });
    expect(await version()).toBe('1.8.2');
    expect(shop.broken()).toEqual([]);
    expect(await webhook.verify(wanted, settings(), context)).toEqual({ is: 'healthy' });
    expect(await plan()).toEqual({ is: 'refused', why: 'there is no earlier version to go back to' });
  });

  it('rolls a second bad deploy back only under a new key', async () => {
    await shop.break('deploy');
    const wanted = await intent();
    await webhook.apply(wanted, settings(), context);
    await shop.break('deploy');
    await webhook.apply(wanted, settings(), context);
    expect(await version()).toBe('1.8.3');
    await webhook.apply(wanted, settings(), { ...context, key: 'k2' });
    expect(await version()).toBe('1.8.2');
  });

  it('offers no way back half an hour after the deploy', async () => {
    await shop.break('deploy');
    now += 30 * MINUTE;
    expect((await plan()).is).toBe('planned');
    now += 1;
    expect(await plan()).toEqual({ is: 'refused', why: '1.8.3 was not deployed within the last 30 minutes' });
  });

  it('refuses what somebody mended meanwhile', async () => {
    await shop.break('deploy');
    const wanted = await intent();
    await shop.repair();
    expect(await webhook.apply(wanted, settings(), context)).toEqual({
      is: 'refused',
      why: '1.8.2 runs by now, not 1.8.3',
    });
  });

  it('calls itself healthy only when the running backend is', async () => {
    await shop.break('deploy');
    const wanted = await intent();
    expect(await webhook.verify(wanted, settings(), context)).toEqual({
      is: 'failed',
      why: '1.8.3 runs, not 1.8.2',
    });
    await shop.break('backend-500');
    await webhook.apply(wanted, settings(), context);
    expect(await webhook.verify(wanted, settings(), context)).toEqual({
      is: 'pending',
      text: '1.8.2 runs, its health check fails',
    });
  });

  it.each([
    [{ facts: { from: '1.8.3' } }, 400],
    [{ key: 'k1', facts: { from: '1.8.2' } }, 409],
    [{ key: 'k1' }, 409],
  ])('changes nothing for %j', async (body, status) => {
    await shop.break('deploy');
    const answer = await fetch(at('rollback'), {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { connection: 'close' },
    });
    expect(answer.status).toBe(status);
    expect(await version()).toBe('1.8.3');
  });
});
