import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { twilioCall } from '../../../src/channels/twilio-call.ts';
import { twilioSms } from '../../../src/channels/twilio-sms.ts';
import { examined } from '../../support/examined.ts';
import { ACCOUNT, FROM, TOKEN, TwilioPeer, type TwilioState } from '../../support/peers/twilio.ts';

let peer: TwilioPeer;
beforeEach(async () => {
  peer = await new TwilioPeer().open();
});
afterEach(() => peer.server.close());

const looks = async (state: Partial<TwilioState>, kind = twilioCall, context = {}, more = {}) => {
  Object.assign(peer.state, state);
  const settings = { account: ACCOUNT, token: TOKEN, from: FROM, endpoint: peer.server.url, ...more };
  const said = await examined(kind as never, settings, { addresses: ['+15550111', '+15550112'], ...context });
  expect(peer.taken).toEqual([]);
  return said;
};
const sms = twilioSms as never as typeof twilioCall;
const GOOD = ['ok: the account is active', 'ok: the balance is 27.50 USD'];

describe('what the doctor finds of twilio-call and twilio-sms', () => {
  it('is in order where the account is, has money, and its number can do it', async () => {
    expect(await looks({})).toEqual([...GOOD, `ok: ${FROM} is the account's, and does calls and SMS`]);
    const here = { phone: FROM, sms: true, smsUrl: 'https://tocsin.example.com/callbacks/it/reply' };
    expect(await looks({ numbers: [here] }, sms)).toEqual([
      ...GOOD,
      `ok: ${FROM} is the account's, and does SMS`,
      'ok: replies come here',
    ]);
  });

  it.each(['suspended', 'closed'] as const)('names an account that is %s', async (status) => {
    expect(await looks({ status })).toEqual([`problem: the account is ${status}: Twilio does nothing for it`]);
  });

  it('names a trial, and whom it does not reach', async () => {
    expect(await looks({ type: 'Trial', verified: ['+15550111'] })).toContain(
      'problem: the account is a trial, and +15550112 is not verified: nothing reaches them',
    );
    expect(await looks({ type: 'Trial', verified: ['+15550111', '+15550112'] })).toContain(
      'note: the account is a trial: it reaches only verified numbers, and says first that it is one',
    );
  });

  it.each([
    ['0', 'problem: the balance is 0.00 USD: nothing is sent'],
    ['-1.5', 'problem: the balance is -1.50 USD: nothing is sent'],
    ['3.2', 'note: the balance is 3.20 USD: a bad night needs more'],
  ])('names a balance of %s', async (balance, said) => {
    expect(await looks({ balance })).toContain(said);
  });

  it('says nothing of the money of a subaccount, which is not its own', async () => {
    expect((await looks({ balance: undefined })).join()).not.toMatch(/balance/);
  });

  it("names a number that is another's, or cannot do it", async () => {
    expect(await looks({ numbers: [] })).toContain(`problem: ${FROM} is not a number of this account`);
    expect(await looks({ numbers: [{ phone: FROM, voice: true }] })).toContain(`problem: ${FROM} cannot do SMS`);
    expect(await looks({ numbers: [{ phone: FROM }] })).toContain(`problem: ${FROM} cannot do calls nor SMS`);
  });

  it('names replies that go elsewhere, and answers that nobody hears', async () => {
    expect(await looks({}, sms)).toContain(`note: replies to ${FROM} do not come here: nobody can acknowledge by SMS`);
    expect(await looks({}, sms, { publicUrl: undefined })).toContain(
      'note: nobody can answer by key or reply: there is no public address',
    );
  });

  it('names refused credentials, and says when Twilio cannot be asked', async () => {
    expect(await looks({}, twilioCall, {}, { token: 'old' })).toEqual([
      'problem: Twilio: answered 401: the credentials are refused: the credentials are refused (Twilio 20003)',
    ]);
    expect(await looks({}, twilioCall, {}, { endpoint: 'http://127.0.0.1:1' })).toEqual([
      'problem: Twilio cannot be asked: connection refused',
    ]);
    peer.fails(500, 20500);
    expect((await looks({}))[0]).toMatch(/^problem: Twilio cannot be asked: answered 500/);
  });
});
