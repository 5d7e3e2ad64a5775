import { describe, expect, it } from '@jest/globals';
import { replyCode } from '../../../src/channels/twilio/reply-code.ts';
import { MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { ADA, BOB, Scene } from '../support/twilio.ts';

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
