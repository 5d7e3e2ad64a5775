import type { Incident } from '../../../src/core/incident/incident.ts';
import type { Message } from '../../../src/core/message/message.ts';
import { until } from '../aws/until.ts';
import { TestServer } from '../server.ts';
import type { Seen } from './lived.ts';

const MINUTE = 60_000;

/** The config of the scenario: one backend, a primary, and a secondary a quarter of a minute later. */
export const configOf = (backend: string, hook: string): string => `
name: shop
locations: [eu-west-1]
aws: { watch: us-east-1 }
allow-networks: ["127.0.0.0/8"]
defaults: { interval: 20s, timeout: 3s, confirm: { rounds: 2, apart: 1s } }
monitors:
  backend: { url: "${backend}/health" }
people:
  ada: { notify: [hook] }
  bob: { notify: [hook] }
escalation:
  P1: { levels: [{ page: ada }, { after: 15s, page: bob }] }
channels:
  hook: { kind: webhook, url: "${hook}/" }
`;

/** A shop to break, and a provider that takes every message: two real servers on loopback. */
export class Town {
  readonly shop = new TestServer();
  readonly hook = new TestServer();
  readonly messages: { at: number; message: Message; channel: string }[] = [];
  /** Looks as the shop answered them. */
  readonly requests: { at: number; verdict: 'up' | 'down' }[] = [];
  broken = false;

  async open(): Promise<this> {
    await Promise.all([this.shop.open(), this.hook.open()]);
    this.shop.answer((_, response) => {
      this.requests.push({ at: Date.now(), verdict: this.broken ? 'down' : 'up' });
      response.writeHead(this.broken ? 500 : 200).end();
    });
    this.hook.answer(({ body }, response) => {
      this.messages.push({ at: Date.now(), message: JSON.parse(body) as Message, channel: 'hook' });
      response.writeHead(200).end();
    });
    return this;
  }

  pages(person: string): readonly Message[] {
    return this.messages.flatMap(({ message }) =>
      message.type === 'page' && message.person === person ? [message] : [],
    );
  }

  async close(): Promise<void> {
    await Promise.all([this.shop.close(), this.hook.close()]);
  }
}

/** What a host of real time is asked. `answer`: the address of an answer link there. */
export interface Host {
  readonly head: () => Promise<Incident | null>;
  readonly answer: (token: string) => string;
}

/**
 * The scenario on a host of real time: the backend fails, the primary is paged, then the secondary; the primary
 * acknowledges by the link; the backend is well again, and the incident closes.
 */
export async function liveThrough(
  town: Town,
  { head, answer }: Host,
): Promise<Pick<Seen, 'broken' | 'acknowledged' | 'end'>> {
  await until('a good look', 3 * MINUTE, () => town.requests.some(({ verdict }) => verdict === 'up'));
  const from = Date.now();
  town.broken = true;
  await until('the primary is paged', 3 * MINUTE, () => town.pages('ada').length > 0);
  await until('the secondary is paged', MINUTE, () => town.pages('bob').length > 0);
  const [, token] = /\/a\/(\S+)/.exec(town.pages('ada')[0]!.text)!;
  const page = answer(token!);
  const shown = await (await fetch(page)).text();
  const body = new URLSearchParams({ do: 'acknowledge', seen: /name="seen" value="(\d+)"/.exec(shown)![1]! });
  const answered = await fetch(page, { method: 'POST', body });
  const at = Date.now();
  if (answered.status !== 200) throw new Error(`the acknowledgement was answered with ${answered.status}`);
  await until('everyone is told', MINUTE, () => town.messages.some(({ message }) => message.type === 'update'));
  const ended = Date.now();
  town.broken = false;
  await until('the end', 4 * MINUTE, async () => (await head())?.phase === 'closed');
  await until('the news', MINUTE, () => town.messages.filter(({ message }) => message.type === 'resolved').length >= 2);
  return {
    broken: { from, until: ended },
    acknowledged: { at, by: 'ada', text: 'acknowledged by ada' },
    end: Date.now(),
  };
}
