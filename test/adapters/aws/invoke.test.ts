import { afterAll, describe, expect, it } from '@jest/globals';
import { Functions } from '../../../src/adapters/aws/invoke.ts';
import { awsPeer, callError, HURRIED } from '../../support/aws-peer.ts';
import type { Invoked } from '../../support/peers/aws-json.ts';

describe('a Lambda function', () => {
  let returned: Invoked = { payload: 'null' };
  const peer = awsPeer({ Invoke: () => returned });
  const functions = new Functions({
    get endpoint() {
      return peer.access.endpoint;
    },
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI-of-tests' },
  });
  afterAll(() => functions.close());
  const ask = { region: 'eu-west-1', name: 'tocsin-shop-look', input: { monitor: 'käse' }, twice: 'is once' } as const;
  const call = (more: object = {}) => functions.invoke({ ...ask, patience: HURRIED, ...more });
  const failure = (more?: object) => callError(call(more));

  it('is called in its region with JSON, and answers JSON', async () => {
    returned = { payload: JSON.stringify({ verdict: 'up', text: 'größer' }) };
    expect(await call()).toEqual({ verdict: 'up', text: 'größer' });
    await call({ region: 'us-east-1', input: [1] });
    expect(
      peer.asked.map(({ service, region, input }) => [service, region, input.FunctionName, input.Payload]),
    ).toEqual([
      ['lambda', 'eu-west-1', 'tocsin-shop-look', '{"monitor":"käse"}'],
      ['lambda', 'us-east-1', 'tocsin-shop-look', '[1]'],
    ]);
  });

  it('may answer nothing', async () => {
    returned = { payload: '' };
    expect(await call()).toBeUndefined();
    returned = { payload: 'null' };
    expect(await call()).toBeNull();
  });

  it("fails in the function's own words, and is not called again", async () => {
    returned = {
      payload: JSON.stringify({ errorType: 'InvalidInput', errorMessage: 'look does not\ntake this', trace: ['a'] }),
      error: 'Unhandled',
    };
    const { message, temporary } = await failure();
    expect([temporary, message, peer.asked.length]).toEqual([
      false,
      'the function tocsin-shop-look in eu-west-1 failed: InvalidInput: look does not take this; its log says more',
      1,
    ]);
  });

  it('says that Lambda stopped it, where it took too long', async () => {
    returned = {
      payload: '{"errorMessage":"2026-11-02T14:00:00Z 1f Task timed out after 3.00 seconds"}',
      error: 'Unhandled',
    };
    expect((await failure()).message).toContain('Task timed out after 3.00 seconds');
    returned = { payload: '{}', error: 'Handled' };
    expect((await failure()).message).toBe(
      'the function tocsin-shop-look in eu-west-1 failed: Handled; its log says more',
    );
  });

  it('does not get away with words of any length', async () => {
    returned = { payload: JSON.stringify({ errorMessage: 'x'.repeat(50_000) }), error: 'Unhandled' };
    expect((await failure()).message.length).toBeLessThan(400);
  });

  it('has to answer JSON', async () => {
    returned = { payload: '<html>' };
    expect((await failure()).message).toBe(
      'the function tocsin-shop-look in eu-west-1 failed: its answer is no JSON: <html>',
    );
  });

  it.each([
    ['ResourceNotFoundException', 404, 'there is no such function: is the stack deployed in this region?'],
    ['AccessDeniedException', 403, 'AWS does not allow it: the role or user lacks the permission'],
  ])('cannot be called, and is tried once: %s', async (error, status, why) => {
    peer.befalls = () => ({ error, status });
    const { message, temporary } = await failure();
    expect([temporary, message, peer.asked.length]).toEqual([
      false,
      `the function tocsin-shop-look in eu-west-1 cannot be called: ${why}`,
      1,
    ]);
  });

  it.each([
    ['TooManyRequestsException', 429],
    ['ResourceConflictException', 409],
    ['EC2ThrottledException', 502],
  ])('is called again where it surely did not run, whatever twice means: %s', async (error, status) => {
    returned = { payload: '7' };
    peer.befalls = (_, nth) => (nth < 3 ? { error, status } : undefined);
    expect(await call({ twice: 'is not' })).toBe(7);
    expect(peer.asked).toHaveLength(3);
  });

  it.each(['connection', 'silence', 'server error'] as const)(
    'is called again after a lost answer only where twice is once: %s',
    async (lost) => {
      returned = { payload: '7' };
      peer.befalls = (_, nth) => (nth === 1 ? { lost } : undefined);
      expect(await call()).toBe(7);
      peer.calm();
      peer.befalls = () => ({ lost });
      expect((await failure({ twice: 'is not', patience: { call: 900, attempt: 400 } })).temporary).toBe(true);
      expect(peer.asked).toHaveLength(1);
    },
  );

  it('is said to be throttled where that is what its attempts were told, also where the last one had no time left', async () => {
    peer.befalls = (_, nth) => (nth === 1 ? { error: 'TooManyRequestsException', status: 429 } : { lost: 'silence' });
    const { message } = await failure({ patience: { call: 1_000, attempt: 1_000 } });
    expect(message).toContain('Lambda takes no more requests for now');
    expect(peer.asked).toHaveLength(2);
  });

  it('has until its deadline, and no longer', async () => {
    peer.befalls = () => ({ lost: 'silence' });
    const began = performance.now();
    const { message } = await failure({ patience: { call: 300, attempt: 300 } });
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(message).toBe('the function tocsin-shop-look in eu-west-1 cannot be called: Lambda does not answer in time');
  });
});
