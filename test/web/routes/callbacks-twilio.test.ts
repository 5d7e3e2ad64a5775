import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { callbackUrl } from '../../../src/channels/twilio/callbacks.ts';
import { replyCode } from '../../../src/channels/twilio/reply-code.ts';
import { twilioCall } from '../../../src/channels/twilio-call.ts';
import type { Plan, Reach } from '../../../src/core/plan.ts';
import { MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { startServer } from '../../../src/local/server.ts';
import { Simulation } from '../../../src/simulation/driver.ts';
import type { Receipt } from '../../../src/simulation/world.ts';
import { webApp } from '../../../src/web/app.ts';
import { call } from '../../../src/wire/call.ts';
import { ACCOUNT, FROM, TOKEN, TwilioPeer } from '../../support/peers/twilio.ts';
import { twilioRequest } from '../../support/peers/twilio-sends.ts';
import { gather, readTwiml, said } from '../../support/peers/twiml.ts';
import { MONDAY, monitor, policy, shop } from '../../support/plan.ts';
import { Client } from '../support/client.ts';
import { portsOf } from '../support/ports.ts';

const PUBLIC = 'https://tocsin.example.com';
const HOST = 'tocsin.example.com';
const settings = { account: ACCOUNT, token: TOKEN, from: FROM };
const phone = (kind: 'twilio-call' | 'twilio-sms', name: string) => ({
  name,
  kind,
  can: { wake: kind === 'twilio-call', acknowledge: true, resolve: true, approve: false as const },
  settings,
});
const ADA = '+15550111';
const BOB = '+15550112';
const ways = (...notify: readonly Reach[]) => ({ timezone: 'UTC', notify });

/** Ada is called, then written to; Bob, five minutes later, as well. */
function plan(): Plan {
  const base = shop();
  const people = {
    ada: ways({ channel: 'call', to: ADA }, { channel: 'sms', to: ADA }),
    bob: ways({ channel: 'call', to: BOB }, { channel: 'sms', to: BOB }),
  };
  const P1 = {
    levels: [
      { after: 0, page: 'ada' },
      { after: 5 * MINUTE, page: 'bob' },
    ],
    repeat: 1,
    acknowledgementExpires: 30 * MINUTE,
  };
  return {
    ...base,
    monitors: { backend: monitor('backend', { severity: 'P1' }), db: monitor('db', { severity: 'P1', group: 'db' }) },
    rules: [],
    policy: policy({ escalation: { P1 }, roster: { people, teams: {}, rotations: {} } }),
    channels: { call: phone('twilio-call', 'call'), sms: phone('twilio-sms', 'sms'), console: base.channels.chat! },
    console: { ...base.console, publicUrl: PUBLIC, login: { user: 'a', password: 'b' } },
  };
}

class Scene {
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

describe('a key that is pressed in a call', () => {
  it('is asked for at the address that the call carried: 4 acknowledges, as whoever was called (A1, A3)', async () => {
    const scene = await Scene.ringing();
    const twilio = await new TwilioPeer().open();
    const { message } = scene.pages()[0]!;
    const shape = z.strictObject(twilioCall.shape);
    await twilioCall.send(message, shape.parse({ ...settings, endpoint: twilio.server.url }), {
      now: MONDAY,
      timeout: 2_000,
      outbox: { put: async () => {} },
      channel: 'call',
      publicUrl: PUBLIC,
    });
    await twilio.server.close();
    const action = gather(readTwiml(twilio.last.params.Twiml!))!.attributes.action!;
    // Twilio keeps what is behind the # to itself.
    const answer = await scene.post(action.split('#')[0]!, { CallSid: 'CA1', Digits: '4' });
    expect(said(readTwiml(answer.body))).toEqual(['Acknowledged by ada. Goodbye.']);
    expect((await scene.head()).attention).toMatchObject({ is: 'acknowledged', by: 'ada' });
    await scene.run(20 * MINUTE);
    expect(scene.paged()).toEqual(['ada on call']);
    expect((await scene.simulation.timeline('shop')).map(({ text }) => text).join()).toContain(
      'acknowledged by ada (phone)',
    );
  });

  it('is taken by a real server as well, whatever people are called: the signature covers the address as it was sent', async () => {
    const person = "o'brien (ops) & sons/*?#%20é";
    const app = webApp(portsOf(new Simulation({ plan: plan(), start: MONDAY }), { hosts: [HOST] }));
    const server = await startServer(app, '127.0.0.1', 0);
    const page = { key: `shop-1/page/g1/l1/c0/0/${person}/w0/a1`, thread: 'shop-1/1', person };
    const [url = ''] = callbackUrl('keypad', page, { publicUrl: PUBLIC, channel: 'call' })!.split('#');
    const { headers, body, method } = twilioRequest(url, { CallSid: 'CA1', Digits: '1' });
    const answered = await call({
      method,
      url: url.replace(PUBLIC, server.url),
      headers: { ...headers, host: HOST },
      body,
      timeout: 5_000,
    });
    await server.stop();
    expect(answered).toMatchObject({
      is: 'answered',
      status: 200,
      body: expect.stringContaining('Press 4 to acknowledge.'),
    });
  });

  it('twice is once, and whoever is later hears who was first (A1)', async () => {
    const scene = await Scene.ringing();
    await scene.run(5 * MINUTE);
    expect(scene.paged()).toEqual(['ada on call', 'bob on call']);
    expect(said(await scene.press('4', 1))).toEqual(['Acknowledged by bob. Goodbye.']);
    const before = await scene.head();
    expect(said(await scene.press('4', 1))).toEqual(['This was recorded already. Goodbye.']);
    expect(said(await scene.press('4', 0))).toEqual(['Bob acknowledged it first. Goodbye.']);
    expect((await scene.head()).attention).toEqual(before.attention);
  });

  it("in an older level's call counts for the level of now (A2)", async () => {
    const scene = await Scene.ringing();
    await scene.run(5 * MINUTE);
    await scene.press('4', 0);
    await scene.run(20 * MINUTE);
    expect(scene.pages()).toHaveLength(2);
  });

  it('6 escalates, before and after an acknowledgement, once for each call (A3)', async () => {
    const scene = await Scene.ringing();
    expect(said(await scene.press('6'))).toEqual(['The next level is paged now. Goodbye.']);
    await scene.press('6');
    await scene.run(SECOND);
    expect(scene.paged()).toEqual(['ada on call', 'bob on call']);
    await scene.press('4', 1);
    await scene.press('6', 1, 'CA9');
    await scene.run(SECOND);
    expect(scene.pages().length).toBeGreaterThan(2);
  });

  it.each(['1', '5', '0', '#', '*', '', '44', '4a'])('%j means nothing, and is asked again (G1, A6)', async (digit) => {
    const scene = await Scene.ringing();
    const before = await scene.head();
    const asked = await scene.press(digit);
    expect(said(asked)[0]).toBe('Press 4 to acknowledge. Press 6 to escalate.');
    expect(gather(asked)?.attributes.action).toBe(scene.address('keypad'));
    expect(await scene.head()).toEqual(before);
  });

  it('after the end is a friendly no-op, and does not answer what fails anew (A1, A3)', async () => {
    const scene = await Scene.ringing();
    scene.simulation.world.mends('backend');
    await scene.run(10 * MINUTE);
    expect((await scene.head()).phase).toBe('closed');
    expect(said(await scene.press('4'))[0]).toMatch(/is over/);
    scene.simulation.world.breaks('backend');
    await scene.run(3 * MINUTE);
    expect((await scene.head()).generation).toBe(2);
    expect(said(await scene.press('4', 0, 'CA7'))[0]).toMatch(/failed again since then/);
    expect((await scene.head()).attention.is).toBe('nobody');
  });

  it('that could not be stored is asked for again, and may then be stored', async () => {
    const scene = await Scene.ringing();
    scene.simulation.faults.use(({ method }) => (method === 'write' ? 'error before' : undefined));
    const answer = await scene.press('4');
    expect(said(answer)[0]).toBe(
      'This could not be stored. Please try again. Press 4 to acknowledge. Press 6 to escalate.',
    );
    expect(scene.errors).toEqual(['POST /callbacks/call/keypad']);
    scene.simulation.faults.use(() => undefined);
    expect(said(await scene.press('4'))).toEqual(['Acknowledged by ada. Goodbye.']);
  });
});

describe('what became of a call or an SMS (E5)', () => {
  it.each([
    ['busy', { CallStatus: 'busy' }, 'the line was busy'],
    ['nobody picks up', { CallStatus: 'no-answer' }, 'nobody answered'],
    [
      'it fails',
      { CallStatus: 'failed', ErrorCode: '21214' },
      'the call failed: the number cannot be reached (Twilio 21214)',
    ],
    [
      'voicemail, as soon as it is known',
      { AnsweredBy: 'machine_start', MachineDetectionDuration: '2400' },
      'a machine answered',
    ],
    ['voicemail, at the end', { CallStatus: 'completed', AnsweredBy: 'machine_end_beep' }, 'a machine answered'],
    ['a fax', { AnsweredBy: 'fax' }, 'a machine answered'],
  ])('%s is not reached: the next way follows at once', async (_what, fields, why) => {
    const scene = await Scene.ringing();
    expect(await scene.report(fields)).toMatchObject({ status: 204, body: '' });
    await scene.run(SECOND);
    expect(scene.paged()).toEqual(['ada on call', 'ada on sms']);
    expect((await scene.simulation.timeline('shop')).map(({ text }) => text)).toContain(
      `ada was not reached on call: ${why}`,
    );
    // Twice, and in any order: nothing more.
    for (const more of [fields, { CallStatus: 'completed' }, { CallStatus: 'busy' }])
      expect((await scene.report(more)).status).toBe(204);
    await scene.run(SECOND);
    expect(scene.pages()).toHaveLength(2);
  });

  it.each<Record<string, string>>([
    { CallStatus: 'completed', AnsweredBy: 'human' },
    { CallStatus: 'completed' },
    { CallStatus: 'in-progress' },
    { CallStatus: 'ringing' },
    { AnsweredBy: 'human' },
    { AnsweredBy: 'unknown' },
    {},
  ])('%j says nothing of the kind', async (fields) => {
    const scene = await Scene.ringing();
    const before = await scene.head();
    expect((await scene.report(fields)).status).toBe(204);
    expect(await scene.head()).toEqual(before);
  });

  it('an SMS that was not delivered is not reached either: with no way left the next level is paged', async () => {
    const scene = await Scene.ringing();
    await scene.report({ CallStatus: 'busy' });
    await scene.run(SECOND);
    for (const MessageStatus of ['queued', 'sent', 'delivered'])
      await scene.report({ MessageSid: 'SM1', MessageStatus }, 1);
    await scene.run(SECOND);
    expect(scene.pages()).toHaveLength(2);
    await scene.report({ MessageSid: 'SM1', MessageStatus: 'undelivered', ErrorCode: '30003' }, 1);
    await scene.run(SECOND);
    expect(scene.paged()).toEqual(['ada on call', 'ada on sms', 'bob on call']);
  });

  it('after an acknowledgement is nothing: a call that we cancelled is none that failed (A2)', async () => {
    const scene = await Scene.ringing();
    await scene.press('4');
    const before = await scene.head();
    await scene.report({ CallStatus: 'canceled' });
    expect(await scene.head()).toEqual(before);
  });

  it('is asked for again where it could not be stored', async () => {
    const scene = await Scene.ringing();
    scene.simulation.faults.use(({ method }) => (method === 'write' ? 'error before' : undefined));
    expect((await scene.report({ CallStatus: 'busy' })).status).toBe(503);
    scene.simulation.faults.use(() => undefined);
    expect((await scene.report({ CallStatus: 'busy' })).status).toBe(204);
    await scene.run(SECOND);
    expect(scene.pages()).toHaveLength(2);
  });
});

describe('a reply to an SMS', () => {
  const code = replyCode('shop-1/1');

  it.each(['4', `4${code}`, `4 ${code.toLowerCase()}`, 'ack'])(
    '%j acknowledges, as whoever has the number (A1)',
    async (body) => {
      const scene = await Scene.ringing();
      expect(await scene.text(body)).toEqual(['Acknowledged by ada.']);
      expect((await scene.head()).attention).toMatchObject({ is: 'acknowledged', by: 'ada' });
    },
  );

  it('with a code counts from somebody who was not paged, and is recorded so (A3)', async () => {
    const scene = await Scene.ringing();
    expect(await scene.text('4', BOB)).toEqual(['Nothing is open that you were paged for.']);
    expect(await scene.text(`4${code}`, BOB)).toEqual(['Acknowledged by bob.']);
    expect((await scene.simulation.timeline('shop')).map(({ text }) => text).join()).toContain(
      'bob (SMS), who was not paged',
    );
  });

  it('escalates; the same message again does not (A3)', async () => {
    const scene = await Scene.ringing();
    for (let twice = 0; twice < 2; twice++) await scene.text(`6${code}`, ADA, 'SM1');
    await scene.run(SECOND);
    expect(scene.paged()).toEqual(['ada on call', 'bob on call']);
  });

  it('says which one is meant where several are open', async () => {
    const scene = await Scene.ringing();
    scene.simulation.world.breaks('db');
    await scene.run(2 * MINUTE);
    const [words] = await scene.text('4');
    expect(words).toContain(`4${code} for shop-1`);
    expect(words).toContain(`4${replyCode('db-1/1')} for db-1`);
    await scene.text(`4${replyCode('db-1/1')}`);
    expect((await scene.simulation.head('db')).attention.is).toBe('acknowledged');
    expect((await scene.head()).attention.is).toBe('nobody');
    // What is left is meant by itself.
    expect(await scene.text('4')).toEqual(['Acknowledged by ada.']);
    expect((await scene.head()).attention.is).toBe('acknowledged');
  });

  it('with the code of an earlier generation, or of none, answers nothing', async () => {
    const scene = await Scene.ringing();
    scene.simulation.world.mends('backend');
    await scene.run(10 * MINUTE);
    expect((await scene.text(`4${code}`))[0]).toMatch(/is over/);
    scene.simulation.world.breaks('backend');
    await scene.run(3 * MINUTE);
    expect((await scene.text(`4${code}`))[0]).toMatch(/No incident has the code/);
    expect((await scene.head()).attention.is).toBe('nobody');
  });

  it.each([
    ['from a number of nobody here', '4', '+15559999'],
    ['from a number of nobody here, with the code', `4${code}`, '+15559999'],
    ['that is an autoresponder', "I'm driving. I'll see your message later.", ADA],
    ['that asks for an approval (G1)', `approve ${code}`, ADA],
    ['that is a refusal of the whole matter', 'STOP', ADA],
  ])('%s is not even answered', async (_what, body, from) => {
    const scene = await Scene.ringing();
    const before = await scene.head();
    expect(await scene.text(body, from)).toEqual([]);
    expect(await scene.head()).toEqual(before);
  });
});

describe('what is not from Twilio', () => {
  it.each<[string, (request: ReturnType<typeof twilioRequest>) => void]>([
    ['has no signature', ({ headers }) => delete headers['x-twilio-signature']],
    [
      'has a signature of another key',
      ({ headers }) => Object.assign(headers, twilioRequest(PUBLIC, {}, 'another').headers),
    ],
    ['was changed on its way', (request) => Object.assign(request, { body: request.body.replace('AC0', 'AC1') })],
    ['has a field more', (request) => Object.assign(request, { body: `${request.body}&More=4` })],
    ['has no body', (request) => Object.assign(request, { body: '' })],
  ])('is refused and changes nothing where it %s', async (_what, change) => {
    const scene = await Scene.ringing();
    const before = await scene.head();
    for (const [what, fields] of [
      ['keypad', { CallSid: 'CA1', Digits: '4' }],
      ['status', { CallSid: 'CA1', CallStatus: 'busy' }],
      ['reply', { MessageSid: 'SM1', From: ADA, Body: '4' }],
    ] as const)
      expect(await scene.post(scene.address(what), fields, change)).toMatchObject({ status: 403 });
    expect(await scene.head()).toEqual(before);
    await scene.run(SECOND);
    expect(scene.pages()).toHaveLength(1);
  });

  it('cannot be sent to another address than the one that was signed', async () => {
    const scene = await Scene.ringing();
    const before = await scene.head();
    const signed = scene.address('keypad');
    const request = twilioRequest(signed, { CallSid: 'CA1', Digits: '4' });
    for (const url of [
      signed.replace('person=ada', 'person=bob'),
      signed.replace('shop-1%2F1', 'shop-1%2F2'),
      signed.replace('/call/', '/sms/'),
      `${signed}&x=1`,
      `${PUBLIC}/callbacks/call/keypad`,
    ]) {
      const response = await scene.client.app.request(url, { ...request, headers: { ...request.headers, host: HOST } });
      expect([url, response.status, await response.text()]).toEqual([
        url,
        403,
        "the signature is not the provider's, or too old",
      ]);
    }
    expect(await scene.head()).toEqual(before);
  });

  it.each([
    ['/callbacks/call/approve', 404],
    ['/callbacks/nothing/keypad', 404],
    ['/callbacks/console/keypad', 404],
    ['/callbacks/constructor/keypad', 404],
    ['/callbacks/call/constructor', 404],
    ['/callbacks/call', 404],
  ])('finds nothing at %s', async (path, status) => {
    const scene = await Scene.ringing();
    expect((await scene.post(`${PUBLIC}${path}`, { Digits: '4' })).status).toBe(status);
  });

  it('changes nothing by GET or HEAD: previews and scanners follow addresses (A6)', async () => {
    const scene = await Scene.ringing();
    const before = await scene.head();
    for (const method of ['GET', 'HEAD']) {
      const answer = await scene.client.app.request(`${scene.address('keypad')}&Digits=4`, {
        method,
        headers: { host: HOST },
      });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    }
    expect(await scene.head()).toEqual(before);
  });

  it('a page that is not named is none', async () => {
    const scene = await Scene.ringing();
    for (const query of [
      '',
      '?page=shop-1/x',
      '?page=x&thread=shop-1/1&person=ada',
      '?page=shop-1/x&thread=shop-1&person=ada',
    ])
      for (const what of ['keypad', 'status'])
        expect(
          (await scene.post(`${PUBLIC}/callbacks/call/${what}${query}`, { CallStatus: 'busy', Digits: '4' })).status,
        ).toBe(400);
  });
});
