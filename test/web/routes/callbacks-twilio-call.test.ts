import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { callbackUrl } from '../../../src/channels/twilio/callbacks.ts';
import { twilioCall } from '../../../src/channels/twilio-call.ts';
import { MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { startServer } from '../../../src/local/server.ts';
import { Simulation } from '../../../src/simulation/driver.ts';
import { webApp } from '../../../src/web/app.ts';
import { call } from '../../../src/wire/call.ts';
import { TwilioPeer } from '../../support/peers/twilio.ts';
import { twilioRequest } from '../../support/peers/twilio-sends.ts';
import { gather, readTwiml, said } from '../../support/peers/twiml.ts';
import { MONDAY } from '../../support/plan.ts';
import { portsOf } from '../support/ports.ts';
import { HOST, PUBLIC, plan, Scene, settings } from '../support/twilio.ts';

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
