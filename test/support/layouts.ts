import { simpleParser } from 'mailparser';
import * as z from 'zod';
import type { ChannelKind } from '../../src/channels/define.ts';
import { channels } from '../../src/channels/index.ts';
import type { Message } from '../../src/core/message/message.ts';
import { GitHubIssuesPeer } from './peers/github-issues.ts';
import { JiraPeer } from './peers/jira.ts';
import { JsmPeer } from './peers/jsm.ts';
import { PagerDutyPeer } from './peers/pagerduty.ts';
import { sendEmail, takes as takesMail } from './peers/ses.ts';
import { SlackPeer } from './peers/slack.ts';
import { takes as takesMessage } from './peers/sns.ts';
import { TeamsPeer } from './peers/teams.ts';
import { ACCOUNT, FROM, TOKEN, TwilioPeer } from './peers/twilio.ts';
import { type Received, TestServer } from './server.ts';

/** A provider on loopback, and an instance of its kind that speaks to it. */
interface Provider {
  readonly server: TestServer;
  readonly settings: Readonly<Record<string, unknown>>;
  /** The address that stands beside the channel's name in `notify`. */
  readonly to?: string;
}

const PHONE = '+15550101';
const ARN = 'arn:aws:sns:eu-west-1:123456789012:pages';
const answering = async (answer: Parameters<TestServer['answer']>[0]): Promise<TestServer> => {
  const server = await new TestServer().open();
  server.answer(answer);
  return server;
};
const twilio = async (): Promise<Provider> => {
  const { server } = await new TwilioPeer().open();
  return { server, settings: { account: ACCOUNT, token: TOKEN, from: FROM, endpoint: server.url }, to: PHONE };
};

/** A provider for every kind but the console, which has none; two for those that have two ways. */
const PROVIDERS: Readonly<Record<string, readonly [kind: string, open: () => Promise<Provider>]>> = {
  pagerduty: [
    'pagerduty',
    async () => {
      const server = (await new PagerDutyPeer().open()) as PagerDutyPeer;
      return { server, settings: { 'routing-key': server.key, endpoint: `${server.url}/` } };
    },
  ],
  slack: [
    'slack',
    async () => {
      const server = (await new SlackPeer().open()) as SlackPeer;
      const settings = { 'bot-token': server.token, 'signing-secret': 's', endpoint: `${server.url}/api/` };
      return { server, settings, to: '#devops' };
    },
  ],
  'slack by webhook': [
    'slack',
    async () => {
      const server = await answering((_, response) => void response.writeHead(200).end('ok'));
      return { server, settings: { webhook: `${server.url}/services/T/B/x` } };
    },
  ],
  email: [
    'email',
    async () => {
      const server = await answering(takesMail);
      return { server, settings: { from: 'tocsin@example.com', ses: { endpoint: server.url } }, to: 'ada@example.com' };
    },
  ],
  'twilio-call': ['twilio-call', twilio],
  'twilio-sms': ['twilio-sms', twilio],
  'sns-sms': [
    'sns-sms',
    async () => {
      const server = await answering(takesMessage);
      return { server, settings: { endpoint: server.url }, to: PHONE };
    },
  ],
  sns: [
    'sns',
    async () => {
      const server = await answering(takesMessage);
      return { server, settings: { topic: ARN, endpoint: server.url } };
    },
  ],
  teams: [
    'teams',
    async () => {
      const server = (await new TeamsPeer().open()) as TeamsPeer;
      return { server, settings: { webhook: server.webhook } };
    },
  ],
  jira: [
    'jira',
    async () => {
      const server = (await new JiraPeer().open()) as JiraPeer;
      const place = { site: 'example.atlassian.net', project: 'SUP', user: 'ada@example.com', token: 'token' };
      return { server, settings: { ...place, endpoint: `${server.url}/` } };
    },
  ],
  jsm: [
    'jsm',
    async () => {
      const server = (await new JsmPeer().open()) as JsmPeer;
      return { server, settings: { 'api-key': server.key, endpoint: `${server.url}/v2` } };
    },
  ],
  'github-issue': [
    'github-issue',
    async () => {
      const server = (await new GitHubIssuesPeer().open()) as GitHubIssuesPeer;
      return { server, settings: { repository: 'example/shop', token: server.token, endpoint: server.url } };
    },
  ],
  webhook: [
    'webhook',
    async () => {
      const server = await answering((_, response) => void response.writeHead(200).end());
      return { server, settings: { url: `${server.url}/hook` } };
    },
  ],
};

export const LAYOUTS = Object.keys(PROVIDERS);
/** Kinds of which no layout is known: the console's message is the message itself. */
export const withoutLayout = (): readonly string[] => {
  const known = Object.values(PROVIDERS).map(([kind]) => kind);
  return [...channels.keys()].filter((kind) => !known.includes(kind));
};

/** Sends messages as one conversation, each after the one before it was taken; what went over the wire, readable. */
export async function layoutsOf(name: string, messages: readonly Message[]): Promise<readonly unknown[]> {
  const [kindName, open] = PROVIDERS[name]!;
  const { server, settings, to } = await open();
  const kind = channels.get(kindName) as ChannelKind;
  const parsed = z.strictObject(kind.shape).parse(settings);
  const wire: unknown[] = [];
  let earlier: string | undefined;
  try {
    for (const { to: _, ...message } of messages) {
      const from = server.received.length;
      const context = {
        now: message.at,
        timeout: 5_000,
        outbox: { put: async () => {} },
        channel: 'it',
        publicUrl: 'https://tocsin.example.com',
      };
      const sent = await kind.send(
        { ...offered(message, kind), ...(to !== undefined && { to }), ...(earlier !== undefined && { earlier }) },
        parsed,
        context,
      );
      if (sent.is !== 'accepted') throw new Error(`${name} did not take '${message.title}': ${JSON.stringify(sent)}`);
      if (sent.ref !== undefined) earlier = sent.ref;
      const asked = await Promise.all(server.received.slice(from).map((each) => readable(each, kindName)));
      wire.push(asked.map((each) => JSON.parse(JSON.stringify(each).replaceAll(server.url, 'https://provider'))));
    }
    return wire;
  } finally {
    await server.close();
  }
}

/** As the page step does: no consent is asked where others could give it (G1). */
const offered = ({ offers, ...message }: Omit<Message, 'to'>, { can }: ChannelKind): Omit<Message, 'to'> => ({
  ...message,
  offers: offers.filter(({ action }) => can.approve !== false || !['approve', 'refuse'].includes(action)),
});

/** A request as a reader wants to see it; without what is different each time, which no reader sees. */
async function readable(request: Received, kind: string): Promise<unknown> {
  const { method, path, body, headers } = request;
  if (kind === 'email') {
    const { subject, text, html } = await simpleParser(sendEmail(request).raw);
    return { subject, text: text?.split('\n'), html: html === false ? html : html?.split('\n') };
  }
  const is = String(headers['content-type'] ?? '');
  if (is.startsWith('application/json')) return { [`${method} ${path}`]: JSON.parse(body) };
  if (is.startsWith('application/x-www-form-urlencoded'))
    return { [`${method} ${path}`]: Object.fromEntries(new URLSearchParams(body)) };
  return { [`${method} ${path}`]: body };
}
