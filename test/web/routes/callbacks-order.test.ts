import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { replyCode } from '../../../src/channels/twilio/reply-code.ts';
import type { Incident } from '../../../src/core/incident/incident.ts';
import type { Plan } from '../../../src/core/plan.ts';
import { MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { Simulation } from '../../../src/simulation/driver.ts';
import { envelope, pagerDutyRequest, user } from '../../support/peers/pagerduty-sends.ts';
import { blockActions, SIGNING_SECRET, slackRequest } from '../../support/peers/slack-sends.ts';
import { ACCOUNT, FROM, TOKEN } from '../../support/peers/twilio.ts';
import { twilioRequest } from '../../support/peers/twilio-sends.ts';
import { MONDAY, monitor, policy, shop, twoLevels } from '../../support/plan.ts';
import { Client } from '../support/client.ts';

const PUBLIC = 'https://tocsin.example.com';
const HOST = 'tocsin.example.com';
const can = { wake: true, acknowledge: true, resolve: true };
const twilio = { account: ACCOUNT, token: TOKEN, from: FROM };
const channel = (name: string, kind: string, settings: Record<string, unknown>) => ({ name, kind, can, settings });
const ADA = '+15550111';

const plan = (): Plan => {
  const base = shop();
  const notify = [
    { channel: 'call', to: ADA },
    { channel: 'sms', to: ADA },
    { channel: 'slack', to: 'U0ADA' },
  ];
  const bob = { timezone: 'UTC', notify: [{ channel: 'pager' }] };
  const P1 = twoLevels('ada', 'bob', 0);
  return {
    ...base,
    monitors: { backend: monitor('backend', { severity: 'P1' }) },
    rules: [],
    policy: policy({
      escalation: { P1 },
      roster: { people: { ada: { timezone: 'UTC', notify }, bob }, teams: {}, rotations: {} },
    }),
    channels: {
      call: channel('call', 'twilio-call', twilio),
      sms: channel('sms', 'twilio-sms', twilio),
      slack: channel('slack', 'slack', {
        'bot-token': 'x',
        'signing-secret': SIGNING_SECRET,
        endpoint: 'https://slack.com/api',
      }),
      pager: channel('pager', 'pagerduty', { 'routing-key': 'r', 'webhook-secret': 'pd' }),
    },
    console: { ...base.console, publicUrl: PUBLIC },
  };
};

type Sent = {
  readonly url: string;
  readonly init: { readonly method: string; readonly headers: Record<string, string>; readonly body: string };
};
type Do = 'acknowledge' | 'escalate';

/** Every way that an answer can come, ready to be sent: signed at one moment, for the page that rang Ada's phone. */
function waysOf(s: Simulation): Readonly<Record<string, Sent>> {
  const { key, thread, person } = s.sent('page')[0]!.message;
  const about = Object.entries({ page: key, thread, person }).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  const phone = (what: string, fields: Record<string, string>): Sent => {
    const url = `${PUBLIC}/callbacks/${what}?${about.join('&')}`;
    return { url, init: twilioRequest(url, fields) };
  };
  const slack = (action: Do, id: string): Sent => {
    const value = JSON.stringify({ incident: 'shop-1', generation: 1, action, person: 'ada' });
    return {
      url: `${PUBLIC}/callbacks/slack/interaction`,
      init: slackRequest(blockActions({ value, user: { id } }), s.clock.now()),
    };
  };
  const pager = (type: string, name: string): Sent => {
    const told = envelope({
      type: `incident.${type}`,
      key: thread,
      at: s.clock.now(),
      agent: user(name),
      id: `${type}-${name}`,
    });
    return { url: `${PUBLIC}/callbacks/pager/events`, init: pagerDutyRequest(told, ['pd']) };
  };
  return {
    'Ada presses 4': phone('call/keypad', { CallSid: 'CA1', Digits: '4' }),
    'Ada presses 6': phone('call/keypad', { CallSid: 'CA1', Digits: '6' }),
    'Ada replies 4': phone('sms/reply', { MessageSid: 'SM1', From: ADA, Body: `4${replyCode(thread)}` }),
    'the line was busy': phone('call/status', { CallSid: 'CA1', CallStatus: 'busy' }),
    'a machine answered': phone('call/status', { CallSid: 'CA1', AnsweredBy: 'machine_start' }),
    'Ada acknowledges in Slack': slack('acknowledge', 'U0ADA'),
    'Eve escalates in Slack': slack('escalate', 'U0EVE'),
    'Bob acknowledges in PagerDuty': pager('acknowledged', 'Bob'),
    'Bob resolves in PagerDuty': pager('resolved', 'Bob'),
  };
}

const NAMES = [
  'Ada presses 4',
  'Ada presses 6',
  'Ada replies 4',
  'the line was busy',
  'a machine answered',
  'Ada acknowledges in Slack',
  'Eve escalates in Slack',
  'Bob acknowledges in PagerDuty',
  'Bob resolves in PagerDuty',
];
const ACKNOWLEDGES = NAMES.filter((name) => /4|acknowledges/.test(name));

async function ringing(): Promise<{ s: Simulation; send: (sent: Sent) => Promise<number> }> {
  const s = new Simulation({ plan: plan(), start: MONDAY });
  s.world.breaks('backend');
  while (s.sent('page').length === 0) await s.run(SECOND);
  await s.run(SECOND);
  const client = new Client(s, { hosts: [HOST] });
  const send = async ({ url, init }: Sent) =>
    (await client.app.request(url, { ...init, headers: { ...init.headers, host: HOST } })).status;
  return { s, send };
}

const whoHas = ({ attention }: Incident) =>
  attention.is === 'acknowledged' ? `${attention.by} ${attention.at}` : 'nobody';
const acknowledgements = async (s: Simulation) =>
  (await s.timeline('shop')).filter(({ text }) => text.startsWith('acknowledged by')).length;

describe('answers by phone, SMS, Slack and PagerDuty', () => {
  it('in any order, twice and late: the first acknowledgement wins, an answer counts once, nobody is paged after it (A1, A2, A3, A6)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...NAMES), fc.integer({ min: 0, max: 40 })), { minLength: 1, maxLength: 14 }),
        async (sent) => {
          const { s, send } = await ringing();
          const ways = waysOf(s);
          const given = new Set<string>();
          for (const [name, seconds] of sent) {
            const before = await s.head('shop');
            expect(await send(ways[name]!)).toBeLessThan(300);
            const after = await s.head('shop');
            const isRepeat = given.has(name);
            given.add(name);
            const pages = s.sent('page').length;
            // Who has it keeps it, unless somebody asks for the next level.
            const isKept = before.attention.is === 'acknowledged' && (isRepeat || !/6|escalates/.test(name));
            if (isKept) expect(whoHas(after)).toBe(whoHas(before));
            if (isRepeat) expect(after.version).toBe(before.version);
            // What PagerDuty tells late counts for no paging that somebody has begun since.
            const isOld = name.includes('PagerDuty') && after.ladders > 1;
            if (!isRepeat && ACKNOWLEDGES.includes(name) && !isOld) expect(after.attention.is).toBe('acknowledged');
            await s.run(seconds * SECOND);
            if (after.attention.is === 'acknowledged') expect(s.sent('page')).toHaveLength(pages);
          }
          expect(await acknowledgements(s)).toBeLessThanOrEqual(ACKNOWLEDGES.filter((name) => given.has(name)).length);
          expect(s.deaths).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('all at once: one wins, and every sender gets an answer (A1, A5)', async () => {
    const { s, send } = await ringing();
    const ways = waysOf(s);
    const hundred = Array.from({ length: 100 }, (_, n) => ways[ACKNOWLEDGES[n % ACKNOWLEDGES.length]!]!);
    const statuses = await Promise.all(hundred.map(send));
    expect(statuses.filter((status) => status >= 300)).toEqual([]);
    expect(await acknowledgements(s)).toBe(1);
    await s.run(20 * MINUTE);
    expect(s.sent('page')).toHaveLength(1);
  });

  it.each(NAMES)('%s, of an incident that is over, or of an earlier time of it: nothing (A1, A3)', async (name) => {
    const { s, send } = await ringing();
    const ways = waysOf(s);
    s.world.mends('backend');
    while ((await s.head('shop')).phase !== 'closed') await s.run(5 * SECOND);
    const over = await s.head('shop');
    // A press in Slack is too old by then.
    expect([200, 202, 204, 403]).toContain(await send(ways[name]!));
    expect(await s.head('shop')).toEqual(over);
    s.world.breaks('backend');
    while ((await s.head('shop')).generation === 1 || (await s.head('shop')).phase !== 'open') await s.run(5 * SECOND);
    await send(ways[name]!);
    const anew = await s.head('shop');
    expect([
      anew.attention.is,
      (await s.timeline('shop')).filter(({ text }) => /PagerDuty|Slack|phone\)|SMS\)/.test(text)),
    ]).toEqual(['nobody', []]);
  });

  it('forged, by the thousand: no state changes, nobody is paged (A6)', async () => {
    const { s, send } = await ringing();
    const ways = Object.values(waysOf(s));
    const before = await s.head('shop');
    const signatures = ['x-twilio-signature', 'x-slack-signature', 'x-pagerduty-signature'];
    const forgeries = ways.flatMap(({ url, init }) => {
      const name = signatures.find((each) => each in init.headers)!;
      const good = init.headers[name]!;
      const bad = [
        '',
        good.slice(1),
        `${good}x`,
        good.toUpperCase(),
        [...good].reverse().join(''),
        'v0=',
        'v1=,v1=',
        '='.repeat(good.length),
      ];
      const others = Array.from(
        { length: 150 },
        (_, n) =>
          `${good.slice(0, 3)}${String(n)
            .repeat(64)
            .slice(0, good.length - 3)}`,
      );
      return [...bad, ...others]
        .filter((each) => each !== good)
        .map((each) => ({ url, init: { ...init, headers: { ...init.headers, [name]: each } } }));
    });
    expect(forgeries.length).toBeGreaterThan(1_000);
    const statuses = new Set<number>();
    for (const forged of forgeries) statuses.add(await send(forged));
    expect([...statuses]).toEqual([403]);
    expect(await s.head('shop')).toEqual(before);
    await s.run(10 * SECOND);
    expect(s.sent('page')).toHaveLength(1);
  });
});
