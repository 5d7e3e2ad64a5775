import { describe, expect, it } from '@jest/globals';
import type { ChannelPlan, Plan } from '../../../src/core/plan.ts';
import { answers, CALM, faultsAround, send } from '../../../src/simulation/proof/worlds.ts';
import { policy, shop } from '../../support/plan.ts';

const channel = (name: string, kind: string, settings: Readonly<Record<string, unknown>> = {}): ChannelPlan => ({
  name,
  kind,
  settings,
  can: { wake: true, acknowledge: false, resolve: false },
});
const reachedBy = (...channels: readonly ChannelPlan[]): Plan => {
  const ways = { timezone: 'UTC', notify: channels.map(({ name }) => ({ channel: name })) };
  const roster = { people: { ana: ways }, teams: {}, rotations: {} };
  return shop({
    policy: policy({ roster }),
    channels: Object.fromEntries([...channels, channel('unused', 'unused')].map((each) => [each.name, each])),
  });
};
const names = (plan: Plan, people = ['ana']) => [
  ...new Set(faultsAround(plan, people).map(({ fault }) => ('name' in fault ? fault.name : ''))),
];

describe('worlds with one fault', () => {
  it('are each channel in use in every way of failing, and each person', () => {
    const plan = reachedBy(channel('pagerduty', 'pagerduty'));
    expect(faultsAround(plan, ['ana']).map(({ words }) => words)).toEqual([
      'pagerduty refuses everything',
      'pagerduty hangs: nobody knows what arrived',
      'pagerduty asks to be tried again in a minute, each time',
      'ana does not answer',
    ]);
  });

  it('take all channels of one kind, one account, one secret or one host as one provider', () => {
    expect(names(reachedBy(channel('a', 'slack'), channel('b', 'slack')))).toContain('every slack (a, b)');
    const twilio = { account: 'AC000', token: '${secret:twilio}' };
    expect(names(reachedBy(channel('call', 'twilio-call', twilio), channel('text', 'twilio-sms', twilio)))).toContain(
      'the account AC000 (call, text)',
    );
    const hook = (name: string, url: string) => channel(name, 'webhook', { url });
    expect(names(reachedBy(hook('a', 'https://one.example.com/a'), hook('b', 'https://one.example.com/b')))).toContain(
      'the host one.example.com (a, b)',
    );
    expect(names(reachedBy(hook('a', 'https://one.example.com/'), hook('b', 'https://two.example.com/')))).toEqual([
      'a',
      'b',
      'ana',
    ]);
    const key = (name: string, kind: string) => channel(name, kind, { key: '${secret:shared}' });
    expect(names(reachedBy(key('a', 'one'), key('b', 'two')))).toContain('the secret shared (a, b)');
  });

  it('a provider refuses at once, hangs for ten seconds, or wants a minute; other channels are well (E5)', () => {
    const [first, second, third] = faultsAround(reachedBy(channel('a', 'a'), channel('b', 'b')), ['ana']);
    expect(send(first!, 'a', 0)).toMatchObject({ takes: 1_000, got: { is: 'permanent' } });
    expect(send(second!, 'a', 0)).toMatchObject({ takes: 10_000, got: { is: 'unknown' } });
    expect(send(third!, 'a', 0)).toMatchObject({ takes: 1_000, got: { is: 'temporary', retryAt: 61_000 } });
    expect(send(first!, 'b', 0).got).toEqual({ is: 'accepted' });
    expect(send(CALM, 'a', 0).got).toEqual({ is: 'accepted' });
  });

  it('a person who does not answer accepts every page', () => {
    const silent = faultsAround(reachedBy(channel('a', 'a')), ['ana']).at(-1)!;
    expect([answers(silent, 'ana'), answers(silent, 'ben')]).toEqual([false, true]);
    expect(send(silent, 'a', 0).got).toEqual({ is: 'accepted' });
  });
});
