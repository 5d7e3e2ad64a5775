import { describe, expect, it } from '@jest/globals';
import { SECOND } from '../../../src/core/time/instant.ts';
import { twilioRequest } from '../../support/peers/twilio-sends.ts';
import { ADA, HOST, PUBLIC, Scene } from '../support/twilio.ts';

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
