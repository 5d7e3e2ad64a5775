import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { slack } from '../../src/channels/slack.ts';
import { readButton } from '../../src/core/message/button.ts';
import type { Message } from '../../src/core/message/message.ts';
import { channelContract, SECRET, someMessage } from '../support/channel-contract.ts';
import { NAUGHTY, OBEYED } from '../support/naughty.ts';
import { type SlackButton, type SlackMessage, SlackPeer } from '../support/peers/slack.ts';
import { MONDAY } from '../support/plan.ts';

const schema = z.strictObject(slack.shape);
const context = { now: MONDAY, timeout: 2_000, outbox: { put: async () => {} }, channel: 'slack' };
const POSTED = '{"ok":true,"channel":"C0DEVOPS","ts":"1503435956.000001"}';
/** What says so in words, and nothing else, since Slack drops no doubles. */
const marked = ({ body }: { body: string }) => body.includes('Repeat, may have reached you before');

describe('slack with an app, as every channel', () => {
  channelContract(
    slack as never,
    (endpoint) => schema.parse({ 'bot-token': SECRET, 'signing-secret': SECRET, endpoint }),
    { yes: POSTED, unsure: [204], saysInBody: true, marked },
  );
});

describe('slack by webhook, as every channel', () => {
  channelContract(slack as never, (url) => schema.parse({ webhook: `${url}/services/${SECRET}` }), {
    yes: 'ok',
    marked,
  });
});

let workspace: SlackPeer;
beforeEach(async () => {
  workspace = (await new SlackPeer().open()) as SlackPeer;
});
afterEach(() => workspace.close());
const app = () => ({ 'bot-token': workspace.token, 'signing-secret': 's', endpoint: `${workspace.url}/api/` });
const send = (more: Partial<Message> = {}, settings: Record<string, unknown> = app()) =>
  slack.send(someMessage({ to: '#devops', ...more }), schema.parse(settings), context);
const buttonsOf = (message?: SlackMessage): readonly SlackButton[] =>
  message?.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : [])) ?? [];
const labels = (message?: SlackMessage) => buttonsOf(message).map(({ text }) => text.text);
const [acknowledge, escalate] = someMessage().offers;

describe('a page in Slack', () => {
  it('says what is broken, offers the answers as buttons of the app, and what helps below', async () => {
    expect(await send()).toEqual({ is: 'accepted', ref: 'C0DEVOPS:1503435956.000001' });
    expect(workspace.messages[0]).toMatchObject({
      channel: 'C0DEVOPS',
      text: someMessage().summary,
      blocks: [
        { text: { text: '*P1 shop: application completely down*' } },
        { text: { text: someMessage().summary } },
        { type: 'actions' },
        { text: { text: '*First command*\n```kubectl rollout status deployment/backend```' } },
        { text: { text: '<https://tocsin.example.com/runbook/status|Runbook>\nstatus' } },
        { elements: [{ text: '<https://tocsin.example.com/incidents/shop-1|Incident shop-1>' }] },
      ],
    });
    expect(buttonsOf(workspace.messages[0]).map(({ value }) => readButton(value!))).toEqual([
      { incident: 'shop-1', generation: 1, action: 'acknowledge', person: 'ada' },
      { incident: 'shop-1', generation: 1, action: 'escalate', person: 'ada' },
    ]);
  });

  it('asks once more before a remedy is approved, and names the plan (G1)', async () => {
    const plan = { remedy: 'roll-back', hash: 'f'.repeat(64) };
    await send({
      offers: [
        { action: 'approve', label: 'Approve: backend to 5f2c7d1', ...plan },
        { action: 'refuse', label: 'Refuse: backend to 5f2c7d1', ...plan },
      ],
    });
    const [approve, refuse] = buttonsOf(workspace.messages[0]);
    expect(approve?.confirm?.text.text).toBe('Approve: backend to 5f2c7d1');
    expect([approve, refuse].map((button) => readButton(button!.value!))).toMatchObject([
      { action: 'approve', ...plan },
      { action: 'refuse', ...plan },
    ]);
    expect(refuse?.confirm).toBeUndefined();
  });

  it('has links for buttons by webhook, and none where there is no public address', async () => {
    expect(await send({}, { webhook: workspace.webhook })).toEqual({ is: 'accepted' });
    expect(buttonsOf(workspace.messages[0]).map(({ url }) => url)).toEqual([acknowledge!.href, escalate!.href]);
    await send({ offers: [{ action: 'acknowledge', label: 'Acknowledge' }] }, { webhook: workspace.webhook });
    expect(buttonsOf(workspace.messages[1])).toEqual([]);
  });

  it('goes by webhook to an address that is its credentials (E5)', async () => {
    const refused = { is: 'permanent', why: 'answered 403: the webhook is refused', credentials: true };
    expect(await send({}, { webhook: `${workspace.url}/services/T0/B0/old` })).toEqual(refused);
    for (const [status, body] of [
      [400, 'invalid_payload'],
      [403, 'action_prohibited'],
      [404, 'channel_not_found'],
      [410, 'channel_is_archived'],
    ] as const) {
      workspace.answer((_request, response) => response.writeHead(status).end(body));
      expect(await send({}, { webhook: workspace.webhook })).toEqual({ is: 'permanent', why: `answered ${status}` });
    }
  });
});

describe('later news in Slack', () => {
  const page = async () => (await send()) as { ref: string };

  it('is in the thread of the first message, whose headline and buttons show how things are', async () => {
    const { ref: earlier } = await page();
    const news = {
      type: 'update',
      title: 'P1 shop: acknowledged by ada',
      summary: 'shop: acknowledged by ada.',
    } as const;
    expect(await send({ ...news, offers: [escalate!], earlier })).toEqual({ is: 'accepted', ref: earlier });
    const [first, reply] = workspace.messages;
    expect(reply).toMatchObject({ thread_ts: first!.ts, channel: 'C0DEVOPS', text: 'shop: acknowledged by ada.' });
    expect(reply).not.toHaveProperty('reply_broadcast');
    expect(first!.blocks[0]).toMatchObject({ text: { text: '*P1 shop: acknowledged by ada*' } });
    expect(labels(first)).toEqual(['Escalate']);
  });

  it('leaves no button once it is over (C2)', async () => {
    const { ref: earlier } = await page();
    await send({ type: 'resolved', title: 'P1 shop: recovered', offers: [], earlier });
    expect(labels(workspace.messages[0])).toEqual([]);
  });

  it('shows a further page to everyone in the channel', async () => {
    const { ref: earlier } = await page();
    await send({ earlier });
    expect(workspace.messages[1]).toMatchObject({ thread_ts: workspace.messages[0]!.ts, reply_broadcast: true });
  });

  it('is told although the first message cannot be changed any more, or is gone', async () => {
    const { ref: earlier } = await page();
    workspace.fail['chat.update'] = 'edit_window_closed';
    expect((await send({ type: 'update', earlier })).is).toBe('accepted');
    workspace.messages.splice(0);
    expect(await send({ type: 'update', earlier })).toMatchObject({ is: 'accepted' });
    expect(workspace.messages).toHaveLength(1);
    expect(workspace.messages[0]).not.toHaveProperty('thread_ts');
  });

  it('goes to the channel where a reference is none of Slack', async () => {
    await send({ type: 'update', earlier: 'shop-1/1' });
    expect(workspace.messages[0]).toMatchObject({ channel: 'C0DEVOPS' });
  });
});

describe('whom a message in Slack goes to', () => {
  it.each([
    ['#devops', 'C0DEVOPS', []],
    ['C0DEVOPS', 'C0DEVOPS', []],
    ['U0ADA', 'D0ADA', []],
    ['ada@example.com', 'D0ADA', ['users.lookupByEmail']],
    ['@ada', 'D0ADA', ['users.list']],
    ['@Cy', 'D0CY', ['users.list', 'users.list', 'users.list']],
  ])('%s is %s', async (to, channel, lookups) => {
    expect((await send({ to })).is).toBe('accepted');
    expect(workspace.messages[0]?.channel).toBe(channel);
    expect(workspace.calls).toEqual([...lookups, 'chat.postMessage']);
  });

  it.each([
    ['@nobody', /no member of the workspace has that name/],
    ['@ben', /several members show that name/],
    ['gone@example.com', /users_not_found: no member has that mail address/],
    ['#elsewhere', /channel_not_found/],
  ])('%s is nobody for certain: the next way is tried (E5)', async (to, why) => {
    expect(await send({ to })).toEqual({ is: 'permanent', why: expect.stringMatching(why) });
    expect(workspace.messages).toEqual([]);
  });

  it('is asked again where the question was lost: nothing has been sent (E5)', async () => {
    workspace.answer((_request, response) => response.socket?.destroy());
    for (const to of ['@ada', 'ada@example.com'])
      expect(await send({ to })).toEqual({ is: 'temporary', why: expect.any(String) });
    expect((await send({ to: '#devops' })).is).toBe('unknown');
  });

  it('takes no longer than one message may, whatever the pages', async () => {
    workspace.answer((_request, response) => {
      const page = { ok: true, members: [], response_metadata: { next_cursor: 'more' } };
      setTimeout(() => response.writeHead(200).end(JSON.stringify(page)), 20);
    });
    const before = performance.now();
    expect((await send({ to: '@ada' })).is).toBe('temporary');
    expect(performance.now() - before).toBeLessThan(2_000 + 1_000);
  });
});

describe('what Slack answers with ok: false (E5)', () => {
  const DEFINITE = [
    ...['channel_not_found', 'not_in_channel', 'is_archived', 'msg_too_long', 'no_text', 'too_many_attachments'],
    ...['restricted_action', 'restricted_action_read_only_channel', 'restricted_action_thread_only_channel'],
    ...['invalid_blocks', 'invalid_blocks_format', 'invalid_arguments', 'invalid_arg_name', 'invalid_array_arg'],
    ...['invalid_charset', 'invalid_form_data', 'invalid_post_type', 'missing_post_type', 'ekm_access_denied'],
    ...['as_user_not_supported', 'access_denied', 'accesslimited', 'enterprise_is_restricted', 'org_login_required'],
    ...['deprecated_endpoint', 'method_deprecated', 'two_factor_setup_required', 'team_access_not_granted', 'new_one'],
  ];
  const CREDENTIALS = [
    ...['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired', 'missing_scope'],
    ...['not_allowed_token_type', 'no_permission'],
  ];
  const AGAIN = [
    ...['ratelimited', 'rate_limited', 'message_limit_exceeded', 'service_unavailable', 'request_timeout'],
    ...['team_added_to_org', 'external_channel_migrating'],
  ];
  const outcome = async (error: string) => {
    workspace.fail['chat.postMessage'] = error;
    return send();
  };

  it.each(DEFINITE)('%s is definite', async (error) => {
    expect(await outcome(error)).toEqual({ is: 'permanent', why: expect.stringContaining(`Slack answered ${error}`) });
  });
  it.each(CREDENTIALS)('%s asks for another token', async (error) => {
    expect(await outcome(error)).toMatchObject({ is: 'permanent', credentials: true });
  });
  it.each(AGAIN)('%s is tried again', async (error) => {
    expect(await outcome(error)).toEqual({ is: 'temporary', why: expect.any(String) });
  });
  it.each(['internal_error', 'fatal_error'])('%s may have posted it', async (error) => {
    expect(await outcome(error)).toEqual({ is: 'unknown', why: `Slack answered ${error}` });
  });

  it('comes back when Retry-After says, also with a 200', async () => {
    workspace.answer((_request, response) =>
      response.writeHead(200, { 'retry-after': '30' }).end('{"ok":false,"error":"ratelimited"}'),
    );
    expect(await send()).toMatchObject({ is: 'temporary', retryAt: MONDAY + 30_000 });
  });

  it.each(['<html>', '', '[]', '{"ok":true}', '{"ok":"yes"}', '{"error":"x"}', 'null'])(
    'does not know what an answer means that is none: %s',
    async (body) => {
      workspace.answer((_request, response) => response.writeHead(200).end(body));
      expect((await send()).is).toBe('unknown');
    },
  );

  it('repeats no word of an error that is no name (W7)', async () => {
    workspace.answer((_request, response) =>
      response.writeHead(200).end(JSON.stringify({ ok: false, error: `token ${SECRET}` })),
    );
    expect(JSON.stringify(await send())).not.toContain(SECRET);
  });
});

describe('text in Slack', () => {
  it.each(NAUGHTY)('is taken whatever it holds, and mentions and links nobody: %j', async (text) => {
    const message: Partial<Message> = {
      title: text,
      summary: `shop: ${text}`,
      details: [
        { label: text, text, href: 'https://shop.example.com/?a=1&b=<2>' },
        { label: text, text: `${text}${'`'.repeat(3)}`, is: 'command' },
        { label: text, text, is: 'command', href: 'javascript:alert(1)' },
      ],
      offers: [{ ...acknowledge!, label: text }],
    };
    expect((await send(message)).is).toBe('accepted');
    expect((await send(message, { webhook: workspace.webhook })).is).toBe('accepted');
    for (const { text: shown, blocks } of workspace.messages) {
      const all = [shown, ...strings(blocks)];
      for (const each of all) expect(each).not.toMatch(OBEYED);
      // Labels of buttons are plain text, in which nothing is looked for.
      const links = [shown, ...strings(blocks.filter(({ type }) => type !== 'actions'))].flatMap(
        (each) => each.match(/<[^>]*>/g) ?? [],
      );
      for (const link of links) expect(link).toMatch(/^<https:\/\/(shop|tocsin)\.example\.com\/[^|<>]*\|/);
    }
    expect(buttonsOf(workspace.messages[1])[0]?.url).toBe(acknowledge!.href);
  });

  it('stays within 50 blocks and keeps the buttons', async () => {
    const details = Array.from({ length: 80 }, (_, i) => ({ label: `evidence ${i}`, text: '&'.repeat(4_000) }));
    expect((await send({ details })).is).toBe('accepted');
    expect(workspace.messages[0]?.blocks).toHaveLength(50);
    expect(labels(workspace.messages[0])).toEqual(['Acknowledge', 'Escalate']);
  });
});

/** Every text that a reader sees; what carries no text (types, styles) holds nothing to obey either. */
const strings = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(strings)
      : [];
