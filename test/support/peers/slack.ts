import * as z from 'zod';
import { TestServer } from '../server.ts';

const text = (most: number) => z.string().min(1).max(most);
const plain = (most: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: text(most), emoji: z.boolean().optional() });
const mrkdwn = (most: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: text(most), verbatim: z.boolean().optional() });

/** Block Kit as far as we use it, with its documented limits (docs.slack.dev, "Blocks" and "Block elements"). */
const BUTTON = z
  .strictObject({
    type: z.literal('button'),
    text: plain(75),
    action_id: text(255),
    value: text(2_000).optional(),
    url: z.url().max(3_000).optional(),
    style: z.enum(['primary', 'danger']).optional(),
    confirm: z.strictObject({ title: plain(100), text: plain(300), confirm: plain(30), deny: plain(30) }).optional(),
  })
  .refine(({ value, url }) => (value === undefined) !== (url === undefined), 'is a link or a button of the app');
export type SlackButton = z.output<typeof BUTTON>;

const BLOCK = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('section'), text: z.union([mrkdwn(3_000), plain(3_000)]) }),
  z.strictObject({ type: z.literal('context'), elements: z.array(mrkdwn(3_000)).min(1).max(10) }),
  z.strictObject({
    type: z.literal('actions'),
    elements: z
      .array(BUTTON)
      .min(1)
      .max(25)
      .refine((all) => new Set(all.map(({ action_id }) => action_id)).size === all.length, 'action_id is not unique'),
  }),
]);
const CONTENT = { text: text(4_000), blocks: z.array(BLOCK).min(1).max(50) };
const UNFURL = { unfurl_links: z.boolean(), unfurl_media: z.boolean() };
const POST = z.strictObject({
  ...CONTENT,
  ...UNFURL,
  channel: text(255),
  thread_ts: z
    .string()
    .regex(/^\d+\.\d{6}$/)
    .optional(),
  reply_broadcast: z.boolean().optional(),
});
const UPDATE = z.strictObject({
  ...CONTENT,
  channel: z.string().regex(/^[CDG]/, 'a channel id, not a name nor a member'),
  ts: z.string().regex(/^\d+\.\d{6}$/),
  parse: z.literal('none'),
});
const WEBHOOK = z.strictObject({ ...CONTENT, ...UNFURL });
export type SlackBlock = z.output<typeof BLOCK>;

export interface SlackMessage {
  readonly channel: string;
  readonly ts: string;
  text: string;
  blocks: SlackBlock[];
  readonly thread_ts?: string | undefined;
  readonly reply_broadcast?: boolean | undefined;
}

export interface SlackMember {
  readonly id: string;
  readonly name: string;
  readonly display: string;
  readonly email: string;
  readonly deleted?: boolean;
}

/** A workspace: the Web API's methods and one incoming webhook, as documented. `fail` names the error that a method answers with. */
export class SlackPeer extends TestServer {
  readonly token = 'xoxb-token-of-tocsin';
  readonly messages: SlackMessage[] = [];
  readonly calls: string[] = [];
  readonly fail: Record<string, string> = {};
  /** Of the token, as every answer says; absent: none says so. */
  scopes: string | undefined = 'chat:write,chat:write.public,users:read,users:read.email';
  /** The token is a person's. */
  isPerson = false;
  readonly channels: Record<string, string> = { devops: 'C0DEVOPS' };
  members: readonly SlackMember[] = [
    { id: 'U0GONE', name: 'ada', display: 'Ada', email: 'gone@example.com', deleted: true },
    { id: 'U0ADA', name: 'ada', display: 'Ada L', email: 'ada@example.com' },
    { id: 'U0BEN', name: 'ben.b', display: 'Ben', email: 'ben@example.com' },
    { id: 'U0BEN2', name: 'ben.c', display: 'ben', email: 'ben2@example.com' },
    { id: 'U0CY', name: 'cyrus', display: 'Cy', email: 'cy@example.com' },
  ];
  /** Members on a page of `users.list`, although more were asked for. */
  page = 2;

  get webhook(): string {
    return `${this.url}/services/T0/B0/secret`;
  }

  constructor() {
    super();
    this.answer(({ method, path, headers, body }, response) => {
      const name = path.replace(/^\/api\//, '');
      this.calls.push(name);
      const json = (got: object) =>
        response
          .writeHead(200, {
            'content-type': 'application/json',
            ...(this.scopes !== undefined && { 'x-oauth-scopes': this.scopes }),
          })
          .end(JSON.stringify(got));
      if (method !== 'POST') return response.writeHead(405).end();
      if (path.startsWith('/services/')) {
        const parsed = WEBHOOK.safeParse(JSON.parse(body));
        if (!this.webhook.endsWith(path)) return response.writeHead(403).end('invalid_token');
        if (!parsed.success) return response.writeHead(400).end('invalid_blocks');
        this.#keep({ ...parsed.data, channel: 'C0HOOK' });
        return response.writeHead(200).end('ok');
      }
      if (!path.startsWith('/api/')) return response.writeHead(404).end();
      const error = headers.authorization === `Bearer ${this.token}` ? this.fail[name] : 'invalid_auth';
      if (error !== undefined) return json({ ok: false, error });
      const does = this.#methods[name];
      if (!does) return json({ ok: false, error: 'unknown_method' });
      return json(does(body, String(headers['content-type'])));
    });
  }

  readonly #methods: Record<string, (body: string, type: string) => object> = {
    'auth.test': () => ({
      ok: true,
      url: 'https://shop.slack.com/',
      team: 'Shop',
      user: 'tocsin',
      team_id: 'T0SHOP',
      user_id: 'U0TOCSIN',
      ...(!this.isPerson && { bot_id: 'B0TOCSIN' }),
    }),
    'chat.postMessage': (body, type) => {
      if (!/^application\/json; charset=utf-8$/.test(type)) return { ok: false, error: 'invalid_post_type' };
      const { success, data, error } = POST.safeParse(JSON.parse(body));
      if (!success) return { ok: false, error: 'invalid_blocks', response_metadata: { messages: [error.message] } };
      const channel = this.#channelOf(data.channel);
      if (channel === undefined) return { ok: false, error: 'channel_not_found' };
      if (data.thread_ts !== undefined && !this.#find(channel, data.thread_ts))
        return { ok: false, error: 'thread_not_found' };
      const { unfurl_links: _l, unfurl_media: _m, ...content } = data;
      const { ts } = this.#keep({ ...content, channel });
      return { ok: true, channel, ts, message: { type: 'message', text: data.text } };
    },
    'chat.update': (body) => {
      const { success, data } = UPDATE.safeParse(JSON.parse(body));
      if (!success) return { ok: false, error: 'invalid_blocks' };
      const found = this.#find(data.channel, data.ts);
      if (!found) return { ok: false, error: 'message_not_found' };
      Object.assign(found, { text: data.text, blocks: data.blocks });
      return { ok: true, channel: data.channel, ts: data.ts };
    },
    'users.lookupByEmail': (body, type) => {
      const email = new URLSearchParams(body).get('email');
      const found = this.members.find((member) => member.email === email && !member.deleted);
      if (!type.includes('x-www-form-urlencoded')) return { ok: false, error: 'invalid_arguments' };
      return found ? { ok: true, user: this.#shown(found) } : { ok: false, error: 'users_not_found' };
    },
    'users.list': (body, type) => {
      const asked = new URLSearchParams(body);
      if (!type.includes('x-www-form-urlencoded') || Number(asked.get('limit')) > 1_000)
        return { ok: false, error: 'invalid_arguments' };
      const from = Number(asked.get('cursor') ?? 0);
      const next = from + this.page < this.members.length ? String(from + this.page) : '';
      return {
        ok: true,
        members: this.members.slice(from, from + this.page).map((member) => this.#shown(member)),
        response_metadata: { next_cursor: next },
      };
    },
  };

  #shown({ id, name, display, email, deleted = false }: SlackMember) {
    return { id, name, deleted, is_bot: false, profile: { display_name: display, email } };
  }

  /** Names of channels, their ids, and members, whose direct messages are channels of their own. */
  #channelOf(to: string): string | undefined {
    if (to.startsWith('#')) return this.channels[to.slice(1)];
    if (this.members.some(({ id }) => id === to)) return `D${to.slice(1)}`;
    return Object.values(this.channels).includes(to) || to.startsWith('D0') ? to : undefined;
  }

  #find = (channel: string, ts: string) =>
    this.messages.find((message) => message.channel === channel && message.ts === ts);

  #keep(content: Omit<SlackMessage, 'ts'>): SlackMessage {
    const message = { ...content, ts: `1503435956.${String(this.messages.length + 1).padStart(6, '0')}` };
    this.messages.push(message);
    return message;
  }
}
