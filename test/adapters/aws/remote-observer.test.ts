import { describe, expect, it } from '@jest/globals';
import type { Invocation } from '../../../src/adapters/aws/invoke.ts';
import { Functions } from '../../../src/adapters/aws/invoke.ts';
import { remoteObserver } from '../../../src/adapters/aws/remote-observer.ts';
import { awsPeer } from '../../support/aws-peer.ts';
import { someInstallation } from '../../support/installation.ts';
import { MONDAY, shop, withMonitor } from '../../support/plan.ts';
import { someResult } from '../../support/store-samples.ts';

const plan = {
  ...withMonitor(withMonitor(shop(), 'frontend', { kind: 'browser' }), 'backend', { timeout: 100 }),
  control: 'https://example.net',
};

describe('looks from elsewhere', () => {
  const asked: Invocation[] = [];
  const observerOf = (answer: unknown, its = plan) =>
    remoteObserver({
      functions: {
        invoke: async (ask) => {
          asked.push(ask);
          if (answer instanceof Error) throw answer;
          return answer;
        },
      },
      installation: someInstallation(),
      plan: () => its,
      clock: { now: () => MONDAY + 7 },
    });
  const last = () => asked.at(-1)!;

  it("are asked of the look function in the location's region, for as long as the check and the way may take (I1)", async () => {
    const result = someResult({ location: 'eu-west-1' });
    expect(await observerOf(result).look('backend', 'eu-west-1', MONDAY)).toEqual(result);
    expect(last()).toEqual({
      region: 'eu-west-1',
      name: 'tocsin-shop-look',
      input: { monitor: 'backend', location: 'eu-west-1', slot: MONDAY },
      patience: { call: 5_100, attempt: 5_100 },
      twice: 'is once',
    });
  });

  it('are asked of the function with a browser, where the kind needs one', async () => {
    await observerOf(null).look('frontend', 'eu-central-1', MONDAY);
    expect([last().region, last().name]).toEqual(['eu-central-1', 'tocsin-shop-look-browser']);
  });

  it('count for the place and the slot they were asked for, whatever the answer says', async () => {
    const result = someResult({ location: 'elsewhere', slot: 1 });
    expect(await observerOf(result).look('backend', 'eu-west-1', MONDAY)).toMatchObject({
      location: 'eu-west-1',
      slot: MONDAY,
    });
  });

  it.each([
    ['of another monitor', someResult({ monitor: 'frontend' })],
    ['of another version', { ok: true }],
    ['of nothing', null],
    ['of text', 'up'],
  ])('are unknown where the answer is one %s (rule 7)', async (_, answer) => {
    expect(await observerOf(answer).look('backend', 'eu-west-1', MONDAY)).toEqual({
      monitor: 'backend',
      location: 'eu-west-1',
      slot: MONDAY,
      startedAt: MONDAY + 7,
      verdict: 'unknown',
      code: 'unknown',
      text: 'could not be checked: eu-west-1 answers something else: is the same version deployed there?',
      phases: { total: 0 },
      expectations: [],
      failingParts: [],
      observed: {},
    });
  });

  it('are unknown with their cause where nobody looks, the monitor left, or the location is none of ours', async () => {
    const text = async (answer: unknown, monitor: string, location: string) =>
      (await observerOf(answer).look(monitor, location, MONDAY)).text;
    expect(await text(new Error('it cannot be called: denied'), 'backend', 'eu-west-1')).toBe(
      'could not be checked: it cannot be called: denied',
    );
    const before = asked.length;
    expect(await text(null, 'gone', 'eu-west-1')).toBe("could not be checked: there is no monitor 'gone'");
    expect(await text(null, 'backend', 'here')).toContain("'here' is no location of this installation");
    expect(asked).toHaveLength(before);
  });

  it('look at the control endpoint from home; that it could not be looked at says nothing (I3)', async () => {
    for (const control of ['up', 'down', 'none'] as const) expect(await observerOf(control).control()).toBe(control);
    expect(last()).toMatchObject({ region: 'eu-central-1', name: 'tocsin-shop-look', input: { control: true } });
    for (const answer of ['sideways', null, new Error('denied')])
      expect(await observerOf(answer).control()).toBe('none');
    const before = asked.length;
    const { control: _, ...without } = plan;
    expect(await observerOf('up', without as typeof plan).control()).toBe('none');
    expect(asked).toHaveLength(before);
  });

  describe('over the wire', () => {
    const peer = awsPeer({ Invoke: () => ({ payload: JSON.stringify(someResult()) }) });
    const look = async () => {
      const functions = new Functions(peer.access);
      const ports = { functions, installation: someInstallation(), plan: () => plan, clock: { now: () => MONDAY } };
      try {
        return await remoteObserver({ ...ports, way: 300 }).look('backend', 'eu-west-1', MONDAY);
      } finally {
        functions.close();
      }
    };

    it('come back', async () => {
      expect(await look()).toEqual(someResult({ location: 'eu-west-1' }));
    });

    it.each([
      ['silence', { lost: 'silence' }, 'Lambda does not answer in time'],
      ['a broken connection', { lost: 'connection' }, 'cannot be called'],
      ['500', { lost: 'server error' }, 'cannot be called'],
      ['throttling', { error: 'TooManyRequestsException', status: 429 }, 'Lambda takes no more requests for now'],
      ['no permission', { error: 'AccessDeniedException', status: 403 }, 'AWS does not allow it'],
    ] as const)('are unknown in time, and say why: %s', async (_, befalls, why) => {
      peer.befalls = () => befalls;
      const began = performance.now();
      const { verdict, text } = await look();
      expect(performance.now() - began).toBeLessThan(10_000);
      expect([verdict, text]).toEqual(['unknown', expect.stringContaining(why)]);
    });
  });
});
