import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { buttons } from '../../../src/channels/slack/buttons.ts';
import type { Message } from '../../../src/core/message/message.ts';
import type { Plan, RemedyPlan } from '../../../src/core/plan.ts';
import { MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { Simulation } from '../../../src/simulation/driver.ts';
import { blockActions, type Press, SIGNING_SECRET, slackRequest } from '../../support/peers/slack-sends.ts';
import { MONDAY, monitor, policy, shop } from '../../support/plan.ts';
import { TestServer } from '../../support/server.ts';
import { Client } from '../support/client.ts';
import { HOST } from '../support/ports.ts';

const undo: RemedyPlan = {
  name: 'undo',
  kind: 'webhook',
  monitor: 'backend',
  mode: 'ask',
  on: ['status'],
  approvers: ['ada', 'bob'],
  verifyWithin: 10 * MINUTE,
  settings: {},
};
const intent = { summary: 'roll backend back to 1.8.2', target: 'backend', facts: {}, hash: 'h1' };
const slack = (to: string) => ({ timezone: 'UTC', notify: [{ channel: 'slack', to }] });

function plan(endpoint: string): Plan {
  const base = shop();
  const P1 = {
    levels: [
      { after: 0, page: 'crew' },
      { after: 5 * MINUTE, page: 'bob' },
    ],
    repeat: 1,
  };
  const people = { ada: slack('U0ADA'), bob: slack('bob@example.com'), cyd: slack('@cyd') };
  const settings = { 'bot-token': 'xoxb-1', 'signing-secret': SIGNING_SECRET, endpoint };
  return {
    ...base,
    monitors: { backend: monitor('backend', { severity: 'P1' }) },
    rules: [],
    policy: policy({ escalation: { P1 }, roster: { people, teams: { crew: slack('#crew') }, rotations: {} } }),
    channels: {
      slack: { name: 'slack', kind: 'slack', can: { wake: false, acknowledge: true, resolve: true }, settings },
      hook: {
        name: 'hook',
        kind: 'slack',
        can: { wake: false, acknowledge: false, resolve: true },
        settings: { webhook: 'https://hooks.slack.com/x', endpoint },
      },
    },
    remedies: { undo },
  };
}

describe('a button in Slack', () => {
  let hooks: TestServer;
  let s: Simulation;
  let client: Client;
  let errors: string[];

  beforeEach(async () => {
    hooks = await new TestServer().open();
    errors = [];
    s = new Simulation({ plan: plan(hooks.url), start: MONDAY });
    client = new Client(s, { onError: (where) => errors.push(where) });
    s.world.remedy('undo', {
      plan: () => ({ is: 'planned', intent }),
      apply: () => ({ is: 'applied' }),
      verify: () => ({ is: 'pending', text: '' }),
    });
    s.world.breaks('backend');
    while (s.sent('page').length === 0) await s.run(SECOND);
    await s.run(5 * SECOND);
  });
  afterEach(() => hooks.close());

  /** The button's value, as the channel lays it out. */
  const valueIn = (message: Message, action: string): string => {
    const all = buttons(message, true).flatMap(({ elements }) => elements);
    const found = all.find(({ action_id }) => action_id.startsWith(`tocsin.${action}.`));
    if (!found || !('value' in found) || found.value === undefined) throw new Error(`no button ${action}`);
    return found.value;
  };
  const page = () => s.sent('page')[0]!.message;
  const value = (action: string) => valueIn(page(), action);
  const head = () => s.head('shop');
  const timeline = async () => (await s.timeline('shop')).map(({ text }) => text).join('\n');
  const post = async (request: ReturnType<typeof slackRequest>, channel = 'slack') => {
    const answer = await client.ask(`/callbacks/${channel}/interaction`, request);
    return { status: answer.status, body: await answer.text() };
  };
  const responseUrl = () => `${hooks.url}/actions/T1/2/3`;
  const press = (more: Press, at = s.clock.now()) =>
    post(slackRequest(blockActions({ responseUrl: responseUrl(), ...more }), at));
  const whispered = () => hooks.received.map(({ body }) => JSON.parse(body) as { text: string });

  it('acknowledges as the person whose address is the member, and says so to whoever pressed alone (A1)', async () => {
    expect(await press({ value: value('acknowledge') })).toEqual({ status: 200, body: '' });
    expect((await head()).attention).toMatchObject({ is: 'acknowledged', by: 'ada' });
    expect(await timeline()).toContain('acknowledged by ada (Slack)');
    expect(whispered()).toEqual([{ response_type: 'ephemeral', replace_original: false, text: 'acknowledged by ada' }]);
    expect(hooks.received[0]).toMatchObject({ method: 'POST', path: '/actions/T1/2/3' });
    await s.run(10 * MINUTE);
    expect(s.sent('page')).toHaveLength(1);
  });

  it('pressed by several is one acknowledgement; the others hear who was first (A1)', async () => {
    await Promise.all(
      ['U0ADA', 'U0EVE', 'U0ADA', 'U0CYD'].map((id, n) =>
        press({ value: value('acknowledge'), user: { id, username: `user-${n}` } }),
      ),
    );
    expect((await timeline()).match(/acknowledged by/g)).toHaveLength(1);
    const { attention } = await head();
    const by = attention.is === 'acknowledged' ? attention.by : '';
    expect(whispered()).toHaveLength(4);
    for (const { text } of whispered())
      expect([`acknowledged by ${by}`, `${by} acknowledged it first`, 'you have acknowledged it already']).toContain(
        text,
      );
  });

  it('of an older message counts for the level of now (A2); escalates before and after (A3)', async () => {
    await press({ value: value('escalate') });
    await s.run(SECOND);
    expect(s.sent('page').map(({ message }) => message.person)).toEqual(['crew', 'bob']);
    await press({ value: value('acknowledge') });
    await press({ value: value('escalate'), user: { id: 'U0EVE' } });
    expect(await timeline()).toContain('escalated by somebody (Slack U0EVE) (Slack)');
  });

  it.each([
    ['the member id beside the channel', { user: { id: 'U0ADA', username: 'whatever' } }, 'ada'],
    ['the user name beside the channel', { user: { id: 'U0XXX', username: 'Cyd' } }, 'cyd'],
    ['the name where there is no user name', { user: { id: 'U0XXX', name: 'cyd' } }, 'cyd'],
    ['nobody here: user name and id', { user: { id: 'U0EVE', username: 'eve' } }, 'eve (Slack U0EVE)'],
    ['nobody here, whatever they call themselves', { user: { id: 'U0EVE', username: 'ada' } }, 'ada (Slack U0EVE)'],
    [
      'nobody here, in one harmless line',
      { user: { id: 'U0EVE', username: 'e\u202ev\ne' } },
      'e\\u202ev e (Slack U0EVE)',
    ],
  ])('is pressed by %s', async (_what, more, by) => {
    await press({ value: value('acknowledge'), ...more });
    expect((await head()).attention).toMatchObject({ by });
  });

  it('in a direct message is pressed by whom it was sent to, whatever their address', async () => {
    await s.run(5 * MINUTE);
    const bobs = s.sent('page').find(({ message }) => message.person === 'bob')!.message;
    await press({ value: valueIn(bobs, 'acknowledge'), user: { id: 'U0BOB', username: 'robert' }, place: 'D0BOB' });
    expect((await head()).attention).toMatchObject({ by: 'bob' });
  });

  describe('that approves', () => {
    const asked = () =>
      s.world.receipts.findLast(({ message }) => message.offers.some(({ action }) => action === 'approve'))!.message;

    it('does for an approver whose id is known, bound to the plan (G1)', async () => {
      await press({ value: valueIn(asked(), 'approve') });
      expect(await timeline()).toContain('ada approved undo (Slack)');
      expect(whispered()).toEqual([expect.objectContaining({ text: 'approved: roll backend back to 1.8.2' })]);
      await s.run(10 * SECOND);
      expect(s.world.applied).toHaveLength(1);
    });

    it.each([
      [
        'a name that anybody can take',
        { id: 'U0XXX', username: 'cyd' },
        /write your member id \(U0XXX\) beside 'slack'/,
      ],
      ['a stranger', { id: 'U0EVE', username: 'ada' }, /An approval has to say for sure/],
    ])('does not for %s (G1)', async (_what, user, words) => {
      const before = await head();
      expect((await press({ value: valueIn(asked(), 'approve'), user })).status).toBe(200);
      expect(whispered()[0]!.text).toMatch(words);
      expect(await head()).toEqual(before);
    });

    it('does not for another plan, nor after 15 minutes (G1)', async () => {
      const other = JSON.parse(valueIn(asked(), 'approve')) as Record<string, unknown>;
      await press({ value: JSON.stringify({ ...other, hash: 'h2' }) });
      expect(whispered()[0]!.text).toMatch(/the plan has changed/);
      const old = valueIn(asked(), 'approve');
      await s.run(16 * MINUTE);
      await press({ value: old });
      expect(whispered()[1]!.text).toMatch(/came too late|no plan to approve/);
      expect(s.world.applied).toEqual([]);
    });

    it('refuses, and is told when somebody refuses what is applied', async () => {
      await press({ value: valueIn(asked(), 'refuse'), user: { id: 'U0XXX', username: 'cyd' } });
      expect(await timeline()).toContain('cyd refused undo (Slack)');
    });
  });

  it('after the end is a friendly no-op, and does not answer what fails anew (A1, A3)', async () => {
    const old = value('acknowledge');
    s.world.mends('backend');
    await s.run(10 * MINUTE);
    await press({ value: old });
    expect(whispered()[0]!.text).toMatch(/is over/);
    s.world.breaks('backend');
    await s.run(3 * MINUTE);
    expect((await head()).generation).toBe(2);
    await press({ value: old });
    expect(whispered()[1]!.text).toMatch(/failed again since then/);
    expect((await head()).attention.is).toBe('nobody');
  });

  it('is one press however often it arrives: kept ones change nothing, also after an acknowledgement has ended (A1, A6)', async () => {
    const request = slackRequest(blockActions({ value: value('escalate') }), s.clock.now());
    for (let n = 0; n < 5; n++) expect(await post(request)).toEqual({ status: 200, body: '' });
    expect((await timeline()).match(/escalated by/g)).toHaveLength(1);
    // Another process, which has seen none of them: the record knows.
    client = new Client(s);
    expect(await post(request)).toEqual({ status: 200, body: '' });
    expect((await timeline()).match(/escalated by/g)).toHaveLength(1);
    // Too old anyhow.
    await s.run(5 * MINUTE + SECOND);
    expect((await post(request)).status).toBe(403);
  });

  it('that could not be stored says so, and may be pressed again', async () => {
    s.faults.use(({ method }) => (method === 'write' ? 'error before' : undefined));
    const request = slackRequest(blockActions({ value: value('acknowledge') }), s.clock.now());
    expect((await post(request)).status).toBe(500);
    expect(errors).toEqual(['POST /callbacks/slack/interaction']);
    s.faults.use(() => undefined);
    expect((await post(request)).status).toBe(200);
    expect((await head()).attention.is).toBe('acknowledged');
  });

  it('is answered within three seconds, whatever takes longer, and finished all the same', async () => {
    let finish = () => {};
    const slow = new Promise<void>((resolve) => {
      finish = resolve;
    });
    hooks.answer((_request, response) => void slow.then(() => response.writeHead(200).end()));
    const began = performance.now();
    expect((await press({ value: value('acknowledge') })).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(2_900);
    expect((await head()).attention.is).toBe('acknowledged');
    finish();
  });

  it('says it to Slack alone, never to another address', async () => {
    const elsewhere = await new TestServer().open();
    for (const url of [
      elsewhere.url,
      'http://hooks.slack.com/x',
      'https://hooks.slack.com.evil.example/x',
      'no address',
      '',
    ])
      expect((await press({ value: value('escalate'), responseUrl: url, user: { id: 'U0EVE' } })).status).toBe(200);
    expect(elsewhere.received).toEqual([]);
    await elsewhere.close();
  });

  it.each<[string, unknown]>([
    ['a link button', blockActions({})],
    ['a button of somebody else', blockActions({ value: 'click_me_123' })],
    ['a value that was made up', blockActions({ value: '{"incident":"shop-1"}' })],
    ['another interaction', { type: 'view_submission', user: { id: 'U0ADA' }, view: {} }],
    ['a test of the certificate', {}],
    ['no object', 'text'],
  ])('%s asks for nothing', async (_what, payload) => {
    const before = await head();
    expect(await post(slackRequest(payload, s.clock.now()))).toEqual({ status: 200, body: '' });
    expect(await head()).toEqual(before);
  });

  it.each<[string, (request: ReturnType<typeof slackRequest>) => void]>([
    ['has no signature', ({ headers }) => delete headers['x-slack-signature']],
    [
      'has a signature of another secret',
      (request) => Object.assign(request, slackRequest(blockActions({ value: 'x' }), MONDAY, 'another')),
    ],
    ['was changed on its way', (request) => Object.assign(request, { body: request.body.replace('U0ADA', 'U0BOB') })],
    [
      'is of six minutes ago',
      (request) =>
        Object.assign(request, slackRequest(blockActions({ value: value('acknowledge') }), s.clock.now() - 6 * MINUTE)),
    ],
    [
      'is of six minutes from now',
      (request) =>
        Object.assign(request, slackRequest(blockActions({ value: value('acknowledge') }), s.clock.now() + 6 * MINUTE)),
    ],
  ])('is refused and changes nothing where it %s (A6)', async (_what, change) => {
    const before = await head();
    const request = slackRequest(blockActions({ value: value('acknowledge') }), s.clock.now());
    change(request);
    expect(await post(request)).toEqual({ status: 403, body: "the signature is not the provider's, or too old" });
    expect(await head()).toEqual(before);
    expect(hooks.received).toEqual([]);
  });

  it('is nothing to an incoming webhook, which has no secret to prove it by', async () => {
    expect(
      (await post(slackRequest(blockActions({ value: value('acknowledge') }), s.clock.now()), 'hook')).status,
    ).toBe(404);
  });

  it('is read however large the message is that comes back with it', async () => {
    const payload = { ...blockActions({ value: value('acknowledge') }), message: { blocks: 'x'.repeat(300_000) } };
    expect((await post(slackRequest(payload, s.clock.now()))).status).toBe(200);
    expect((await head()).attention.is).toBe('acknowledged');
  });

  it('changes nothing by GET (A6)', async () => {
    const answer = await client.app.request('/callbacks/slack/interaction?payload=x', { headers: { host: HOST } });
    expect(answer.status).toBe(405);
  });
});
