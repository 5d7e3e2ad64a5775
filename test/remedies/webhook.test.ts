import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { webhook } from '../../src/remedies/webhook.ts';
import { MONDAY } from '../support/plan.ts';
import { remedyContract } from '../support/remedy-contract.ts';
import { TestServer } from '../support/server.ts';
import { deployService } from './deploy-service.ts';

const schema = z.strictObject(webhook.shape);
const context = {
  remedy: 'roll-back',
  timeout: 2_000,
  now: MONDAY,
  incident: 'shop-1',
  key: 'k1',
  failedAt: MONDAY - 60_000,
};
const offer = {
  summary: 'roll backend back from 1.8.3 to 1.8.2',
  target: 'backend',
  facts: { from: '1.8.3', to: '1.8.2' },
};

describe('webhook, as every remedy', () => {
  remedyContract(webhook as never, deployService);
});

describe('webhook remedy', () => {
  let server: TestServer;
  const settings = () =>
    schema.parse({
      plan: `${server.url}/plan`,
      apply: `${server.url}/apply`,
      verify: `${server.url}/verify`,
      secret: 'key',
    });
  const answer = (status: number, body: unknown) =>
    server.answer((_request, response) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    );
  const planned = async () => {
    answer(200, offer);
    const got = await webhook.plan(settings(), context);
    if (got.is !== 'planned') throw new Error('not planned');
    return got.intent;
  };
  beforeEach(async () => {
    server = await new TestServer().open();
  });
  afterEach(() => server.close());

  it('plans by a GET that writes nothing, with a hash over what it would do (G1)', async () => {
    const intent = await planned();
    expect(intent).toMatchObject(offer);
    expect(server.received.map((r) => r.method)).toEqual(['GET']);
    expect((await planned()).hash).toBe(intent.hash);
    answer(200, { ...offer, facts: { ...offer.facts, to: '1.8.1' } });
    const other = await webhook.plan(settings(), context);
    expect(other.is === 'planned' && other.intent.hash !== intent.hash).toBe(true);
  });

  it.each([
    [409, { reason: 'no deploy in the last 30 minutes' }, 'no deploy in the last 30 minutes'],
    [500, {}, 'its plan answered 500'],
    [200, { hello: 1 }, 'its plan is not {summary, target, facts}'],
  ])('is refused with a reason on %d %j', async (status, body, why) => {
    answer(status, body);
    expect(await webhook.plan(settings(), context)).toEqual({ is: 'refused', why });
  });

  it('applies by a signed POST under its key, the same again', async () => {
    const intent = await planned();
    answer(200, {});
    for (let i = 0; i < 2; i++) expect(await webhook.apply(intent, settings(), context)).toEqual({ is: 'applied' });
    const [, first, second] = server.received;
    expect(first!.headers['idempotency-key']).toBe('k1');
    expect(first!.body).toBe(second!.body);
    expect(JSON.parse(first!.body)).toEqual({ key: 'k1', ...offer });
    expect(first!.headers['tocsin-signature']).toMatch(/^v1=[0-9a-f]{64}$/);
  });

  it('does not know what became of it when the answer is lost, and never asks twice by itself (G5)', async () => {
    const intent = await planned();
    server.answer(() => {});
    expect((await webhook.apply(intent, settings(), context)).is).toBe('unknown');
    server.answer((_request, response) => response.socket?.destroy());
    expect((await webhook.apply(intent, settings(), context)).is).toBe('unknown');
    answer(503, {});
    expect((await webhook.apply(intent, settings(), context)).is).toBe('unknown');
    expect(server.received.filter((r) => r.method === 'POST')).toHaveLength(3);
  });

  it('is refused when the service says so, or nobody listens', async () => {
    const intent = await planned();
    answer(409, { reason: '1.8.4 runs by now' });
    expect(await webhook.apply(intent, settings(), context)).toEqual({ is: 'refused', why: '1.8.4 runs by now' });
    const nowhere = { ...settings(), apply: 'http://127.0.0.1:1/' };
    expect((await webhook.apply(intent, nowhere, context)).is).toBe('refused');
  });

  it("keeps the effect's key, whatever headers the config adds (G5)", async () => {
    const intent = await planned();
    await webhook.apply(intent, { ...settings(), headers: { 'Idempotency-Key': 'mine' } }, context);
    expect(server.received.at(-1)!.headers['idempotency-key']).toBe('k1');
  });

  it('believes a status whose body never ends', async () => {
    const intent = await planned();
    const apply = async (status: number) => {
      server.answer((_request, response) => void response.writeHead(status, { 'content-length': 50 }).write('{'));
      return webhook.apply(intent, settings(), context);
    };
    expect(await apply(200)).toEqual({ is: 'applied' });
    expect(await apply(409)).toEqual({ is: 'refused', why: 'answered 409' });
    expect((await apply(500)).is).toBe('unknown');
  });

  it('neither throws nor sends where a secret makes no address', async () => {
    const intent = await planned();
    const nowhere = { ...settings(), plan: 'x', apply: 'x', verify: 'x' };
    expect((await webhook.plan(nowhere, context)).is).toBe('refused');
    expect((await webhook.apply(intent, nowhere, context)).is).toBe('refused');
    expect((await webhook.verify(intent, nowhere, context)).is).toBe('pending');
  });

  it('says why it failed, in one line', async () => {
    const intent = await planned();
    answer(200, { state: 'failed', why: 'two of three\n  pods crash' });
    expect(await webhook.verify(intent, settings(), context)).toEqual({
      is: 'failed',
      why: 'two of three pods crash',
    });
  });

  it('verifies by reading, the facts in the query; what cannot be read is pending', async () => {
    const intent = await planned();
    for (const [state, is] of [
      ['healthy', 'healthy'],
      ['pending', 'pending'],
      ['failed', 'failed'],
    ] as const) {
      answer(200, { state, text: 'x' });
      expect((await webhook.verify(intent, settings(), context)).is).toBe(is);
    }
    expect(server.received.at(-1)!.path).toBe('/verify?from=1.8.3&to=1.8.2');
    answer(500, {});
    expect((await webhook.verify(intent, settings(), context)).is).toBe('pending');
    server.answer(() => {});
    expect((await webhook.verify(intent, settings(), context)).is).toBe('pending');
  });
});
