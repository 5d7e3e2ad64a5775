import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Plan } from '../../../src/core/plan.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { Simulation } from '../../../src/simulation/driver.ts';
import {
  envelope,
  pagerDutyRequest,
  type Told,
  user,
  v1,
  WEBHOOK_SECRET,
} from '../../support/peers/pagerduty-sends.ts';
import { MONDAY, monitor, policy, shop, twoLevels } from '../../support/plan.ts';
import { Client } from '../support/client.ts';
import { HOST } from '../support/ports.ts';

const can = { wake: true, acknowledge: true, resolve: true };
const ways = (channel: string) => ({ timezone: 'UTC', notify: [{ channel }] });

function plan(): Plan {
  const base = shop();
  const P1 = twoLevels('ada-lovelace', 'bob');
  const settings = { 'routing-key': 'r', 'webhook-secret': '${secret:pd}', endpoint: 'https://events.pagerduty.com' };
  return {
    ...base,
    monitors: { backend: monitor('backend', { severity: 'P1' }), db: monitor('db', { severity: 'P1' }) },
    rules: [],
    policy: policy({
      escalation: { P1 },
      roster: { people: { 'ada-lovelace': ways('pager'), bob: ways('phone') }, teams: {}, rotations: {} },
    }),
    channels: {
      phone: base.channels.phone!,
      pager: { name: 'pager', kind: 'pagerduty', can, settings },
      deaf: { name: 'deaf', kind: 'pagerduty', can, settings: { 'routing-key': 'r' } },
    },
  };
}

describe('a webhook of PagerDuty', () => {
  let s: Simulation;
  let client: Client;
  let errors: string[];

  beforeEach(async () => {
    errors = [];
    s = new Simulation({ plan: plan(), start: MONDAY });
    client = clientOf();
    s.world.breaks('backend');
    while (s.sent('page').length === 0) await s.run(SECOND);
    await s.run(10 * SECOND);
  });

  /** The test's secrets are their own names. */
  const clientOf = () => new Client(s, { onError: (where) => errors.push(where) });
  const post = async (request: ReturnType<typeof pagerDutyRequest>, channel = 'pager') => {
    const answer = await client.ask(`/callbacks/${channel}/events`, request);
    return answer.status;
  };
  const SECRET = 'pd';
  const tell = (type: string, more: Partial<Told> = {}) =>
    post(
      pagerDutyRequest(envelope({ type: `incident.${type}`, key: 'shop-1/1', at: s.clock.now(), ...more }), [SECRET]),
    );
  const head = () => s.head('shop');
  const timeline = async () => (await s.timeline('shop')).map(({ text }) => text);
  const pages = () => s.sent('page').map(({ message }) => message.person);

  it('that somebody acknowledged stops paging here, as the person of that name (A1)', async () => {
    expect(await tell('acknowledged')).toBe(202);
    expect((await head()).attention).toMatchObject({ is: 'acknowledged', by: 'ada-lovelace' });
    expect((await timeline()).join()).toContain('acknowledged by ada-lovelace (PagerDuty)');
    await s.run(20 * MINUTE);
    expect(pages()).toEqual(['ada-lovelace']);
  });

  it.each([
    ['Grace Hopper', 'Grace Hopper (PagerDuty)'],
    ['BOB', 'bob'],
    ['', 'somebody (PagerDuty)'],
    ['b\u202eob\n', 'b\\u202eob (PagerDuty)'],
  ])('by %j is recorded as by %j (A3)', async (name, by) => {
    await tell('acknowledged', { agent: user(name) });
    expect((await head()).attention).toMatchObject({ by });
  });

  it('is one however often it comes, also when it comes again after the acknowledgement has expired (A1, A4)', async () => {
    const at = s.clock.now();
    const request = pagerDutyRequest(envelope({ type: 'incident.acknowledged', key: 'shop-1/1', at }), [SECRET]);
    for (let n = 0; n < 3; n++) expect(await post(request)).toBe(202);
    expect((await timeline()).filter((line) => line.startsWith('acknowledged by'))).toHaveLength(1);
    await s.run(31 * MINUTE);
    expect((await head()).attention.is).toBe('nobody');
    // Another process; and an id that the signature does not cover.
    client = clientOf();
    for (const id of ['another', 'yet-another'])
      expect(await post({ ...request, headers: { ...request.headers, 'x-webhook-id': id } })).toBe(202);
    expect((await head()).attention.is).toBe('nobody');
  });

  it('that comes late counts for the paging that it was about, and for none that began since (A2, A4)', async () => {
    const at = s.clock.now();
    await s.run(6 * MINUTE);
    expect(pages()).toEqual(['ada-lovelace', 'bob']);
    expect(await tell('acknowledged', { at })).toBe(202);
    expect((await head()).attention.is).toBe('acknowledged');
    await s.run(31 * MINUTE);
    expect((await head()).attention.is).toBe('nobody');
    // As if PagerDuty had told of another press of that time only now.
    expect(await tell('acknowledged', { at: at + SECOND, id: 'late' })).toBe(202);
    expect((await head()).attention.is).toBe('nobody');
    expect(await tell('acknowledged', { at: s.clock.now(), id: 'now' })).toBe(202);
    expect((await head()).attention.is).toBe('acknowledged');
  });

  it('that comes late does not cover what has begun to fail since it was given (A2)', async () => {
    const at = s.clock.now();
    await s.run(MINUTE);
    s.world.breaks('db');
    await s.run(2 * MINUTE);
    expect((await head()).roots).toEqual(['backend', 'db']);
    await tell('acknowledged', { at });
    expect(await timeline()).toContainEqual(
      expect.stringContaining('db was not failing when ada-lovelace acknowledged: paging again'),
    );
    expect((await head()).attention.is).toBe('nobody');
  });

  it('in any order: an acknowledgement after the end is a friendly no-op, and none of what fails anew (A1, A3)', async () => {
    s.world.mends('backend');
    await s.run(10 * MINUTE);
    expect((await head()).phase).toBe('closed');
    expect(await tell('acknowledged')).toBe(202);
    s.world.breaks('backend');
    await s.run(3 * MINUTE);
    expect((await head()).generation).toBe(2);
    for (const type of ['acknowledged', 'resolved', 'unacknowledged'])
      expect(await tell(type, { id: `again-${type}` })).toBe(202);
    expect((await head()).attention.is).toBe('nobody');
    expect((await timeline()).join()).not.toContain('PagerDuty');
    expect(await tell('acknowledged', { key: 'shop-1/2' })).toBe(202);
    expect((await head()).attention.is).toBe('acknowledged');
  });

  it('that somebody resolved ends nothing that still fails: it is written down, and paging goes on', async () => {
    expect(await tell('resolved')).toBe(202);
    expect(await timeline()).toContain(
      'ada-lovelace (PagerDuty): resolved at PagerDuty, although backend still fails: it goes on here',
    );
    expect(await head()).toMatchObject({ phase: 'open', attention: { is: 'nobody' }, recoveredAt: null });
    await s.run(6 * MINUTE);
    expect(pages()).toEqual(['ada-lovelace', 'bob']);
  });

  it('that it is no longer acknowledged there is written down, and changes nothing here (A4)', async () => {
    await tell('acknowledged');
    await tell('unacknowledged', { agent: { type: 'service_reference', summary: 'API Service' } });
    expect(await timeline()).toContain(
      'PagerDuty (PagerDuty): no longer acknowledged at PagerDuty; here it is, by ada-lovelace',
    );
    expect((await head()).attention.is).toBe('acknowledged');
  });

  it.each<[string, Partial<Told> & { readonly event?: string }]>([
    ['what we did there ourselves', { agent: { type: 'inbound_integration_reference', summary: 'Tocsin' } }],
    ['what nobody did', { agent: null }],
    ['our own resolve', { event: 'resolved', agent: { type: 'inbound_integration_reference', summary: 'Tocsin' } }],
    ['another alert', { key: 'd3640fbd41094207a1c11e58e46b1662' }],
    ['an alert without a key', { key: '' }],
    ['an incident that there is not', { key: 'shop-9/1' }],
    ['a group that there is not', { key: 'nowhere-1/1' }],
    ['a later generation', { key: 'shop-1/2' }],
    ['another event', { event: 'escalated' }],
    ['an event with a name of something else', { event: 'constructor' }],
  ])('asks for nothing: %s', async (_what, { event = 'acknowledged', ...more }) => {
    const before = await head();
    expect(await tell(event, more)).toBe(202);
    expect(await head()).toEqual(before);
  });

  it('may be signed with several secrets while one is replaced', async () => {
    const payload = envelope({ type: 'incident.acknowledged', key: 'shop-1/1', at: s.clock.now() });
    expect(await post(pagerDutyRequest(payload, ['old', SECRET, 'new']))).toBe(202);
    expect((await head()).attention.is).toBe('acknowledged');
  });

  it.each<[string, (body: string) => Record<string, string>]>([
    ['no signature', () => ({})],
    ['an empty one', () => ({ 'x-pagerduty-signature': '' })],
    ['one of another secret', (body) => ({ 'x-pagerduty-signature': v1(body, 'another') })],
    ['several of other secrets', (body) => ({ 'x-pagerduty-signature': [v1(body, 'a'), v1(body, 'b')].join(',') })],
    ['one of another version', (body) => ({ 'x-pagerduty-signature': v1(body, SECRET).replace('v1', 'v2') })],
    ['one of another body', (body) => ({ 'x-pagerduty-signature': v1(`${body} `, SECRET) })],
    [
      'the right one after many others',
      (body) => ({ 'x-pagerduty-signature': `${'v1=00,'.repeat(20)}${v1(body, SECRET)}` }),
    ],
  ])('is refused and changes nothing with %s (A6)', async (_what, headers) => {
    const before = await head();
    const { body } = pagerDutyRequest(
      envelope({ type: 'incident.acknowledged', key: 'shop-1/1', at: s.clock.now() }),
      [],
    );
    expect(await post({ method: 'POST', headers: headers(body), body })).toBe(403);
    expect(await head()).toEqual(before);
  });

  it.each([
    '',
    'null',
    '[]',
    '{"event":{}}',
    '{"event":{"id":"a b","event_type":"incident.acknowledged","occurred_at":"2020-01-01T00:00:00Z"}}',
    '{"event":{"id":"1","event_type":"incident.acknowledged","occurred_at":"yesterday"}}',
  ])('is refused where it is none: %s', async (body) => {
    expect(await post(pagerDutyRequest(body, [SECRET]))).toBe(400);
  });

  it('that could not be stored is sent again, and then stored', async () => {
    s.faults.use(({ method }) => (method === 'write' ? 'error before' : undefined));
    const request = pagerDutyRequest(envelope({ type: 'incident.acknowledged', key: 'shop-1/1', at: s.clock.now() }), [
      SECRET,
    ]);
    expect(await post(request)).toBe(503);
    expect(errors).toEqual(['POST /callbacks/pager/events']);
    s.faults.use(() => undefined);
    expect(await post(request)).toBe(202);
    expect((await head()).attention.is).toBe('acknowledged');
  });

  it('is nothing to a channel without a secret to prove it by, and changes nothing by GET (A6)', async () => {
    const request = pagerDutyRequest(envelope({ type: 'incident.acknowledged', key: 'shop-1/1', at: s.clock.now() }), [
      WEBHOOK_SECRET,
      'undefined',
      '',
    ]);
    expect(await post(request, 'deaf')).toBe(404);
    expect((await client.app.request('/callbacks/pager/events', { headers: { host: HOST } })).status).toBe(405);
    await s.run(HOUR / 60);
    expect((await head()).attention.is).toBe('nobody');
  });
});
