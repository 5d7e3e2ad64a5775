import { expect } from '@jest/globals';
import type { Plan, Reach } from '../../../src/core/plan.ts';
import { SECOND } from '../../../src/core/time/instant.ts';
import { Simulation } from '../../../src/simulation/driver.ts';
import type { Receipt } from '../../../src/simulation/world.ts';
import { ACCOUNT, FROM, TOKEN } from '../../support/peers/twilio.ts';
import { twilioRequest } from '../../support/peers/twilio-sends.ts';
import { readTwiml } from '../../support/peers/twiml.ts';
import { MONDAY, monitor, policy, shop, twoLevels } from '../../support/plan.ts';
import { Client } from './client.ts';

export const PUBLIC = 'https://tocsin.example.com';
export const HOST = 'tocsin.example.com';
export const settings = { account: ACCOUNT, token: TOKEN, from: FROM };
export const phone = (kind: 'twilio-call' | 'twilio-sms', name: string) => ({
  name,
  kind,
  can: { wake: kind === 'twilio-call', acknowledge: true, resolve: true, approve: false as const },
  settings,
});
export const ADA = '+15550111';
export const BOB = '+15550112';
export const ways = (...notify: readonly Reach[]) => ({ timezone: 'UTC', notify });

/** Ada is called, then written to; Bob, five minutes later, as well. */
export function plan(): Plan {
  const base = shop();
  const people = {
    ada: ways({ channel: 'call', to: ADA }, { channel: 'sms', to: ADA }),
    bob: ways({ channel: 'call', to: BOB }, { channel: 'sms', to: BOB }),
  };
  const P1 = twoLevels('ada', 'bob');
  return {
    ...base,
    monitors: { backend: monitor('backend', { severity: 'P1' }), db: monitor('db', { severity: 'P1', group: 'db' }) },
    rules: [],
    policy: policy({ escalation: { P1 }, roster: { people, teams: {}, rotations: {} } }),
    channels: { call: phone('twilio-call', 'call'), sms: phone('twilio-sms', 'sms'), console: base.channels.chat! },
    console: { ...base.console, publicUrl: PUBLIC, login: { user: 'a', password: 'b' } },
  };
}

export class Scene {
  readonly simulation: Simulation;
  readonly client: Client;
  readonly errors: string[] = [];
  #texts = 0;

  constructor(simulation = new Simulation({ plan: plan(), start: MONDAY })) {
    this.simulation = simulation;
    this.client = new Client(simulation, {
      hosts: [HOST],
      login: { user: 'a', password: 'b' },
      onError: (where) => this.errors.push(where),
    });
  }

  /** The backend fails, and Ada's phone rings. */
  static async ringing(): Promise<Scene> {
    const scene = new Scene();
    scene.simulation.world.breaks('backend');
    while (scene.pages().length === 0) await scene.run(SECOND);
    await scene.run(SECOND);
    return scene;
  }

  run = (ms: number) => this.simulation.run(ms);
  pages = (): readonly Receipt[] => this.simulation.sent('page');
  head = () => this.simulation.head('shop');
  paged = () => this.pages().map(({ channel, message }) => `${message.person} on ${channel}`);

  /** Twilio calls back, signed as it signs. */
  async post(
    url: string,
    fields: Record<string, string>,
    change: (request: ReturnType<typeof twilioRequest>) => void = () => {},
  ) {
    const request = twilioRequest(url, fields);
    change(request);
    const response = await this.client.app.request(url, { ...request, headers: { ...request.headers, host: HOST } });
    return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
  }

  address(what: string, nth = 0): string {
    const { channel, message } = this.pages()[nth]!;
    const { key, thread, person } = message;
    const about = Object.entries({ page: key, thread, person }).map(
      ([name, value]) => `${name}=${encodeURIComponent(value)}`,
    );
    return `${PUBLIC}/callbacks/${channel}/${what}?${about.join('&')}`;
  }

  async press(digit: string, nth = 0, call = `CA${nth}`) {
    const { status, type, body } = await this.post(this.address('keypad', nth), {
      CallSid: call,
      Digits: digit,
      msg: 'Gather End',
    });
    expect([status, type]).toEqual([200, 'text/xml; charset=utf-8']);
    return readTwiml(body);
  }

  report = (fields: Record<string, string>, nth = 0) =>
    this.post(this.address('status', nth), { CallSid: `CA${nth}`, ...fields });

  async text(body: string, from = ADA, sid = `SM${++this.#texts}`) {
    const answer = await this.post(`${PUBLIC}/callbacks/sms/reply`, {
      MessageSid: sid,
      From: from,
      To: FROM,
      Body: body,
    });
    expect(answer.status).toBe(200);
    return readTwiml(answer.body).children.map(({ text }) => text);
  }
}
