import { describe, expect, it } from '@jest/globals';
import { snsSms } from '../../../src/channels/sns-sms.ts';
import { examined } from '../../support/examined.ts';
import { withCredentials } from '../../support/peers/aws.ts';
import { kept } from '../../support/peers/kept.ts';
import { SnsAccountPeer } from '../../support/peers/sns-account.ts';

withCredentials();
const keep = kept();
async function looks(peer: Partial<SnsAccountPeer> = {}, addresses = ['+15550101', '+15550102']) {
  const sns = await keep(new SnsAccountPeer().open());
  Object.assign(sns, peer);
  return examined(snsSms as never, { endpoint: sns.url }, { addresses });
}

describe('what the doctor finds of sns-sms', () => {
  it('is in order where the account may spend enough and is out of the sandbox', async () => {
    expect(await looks()).toEqual(['ok: SNS takes SMS, for 50 dollars a month']);
  });

  it.each([['1'], [undefined]])('names the limit of a new account: %s', async (limit) => {
    expect(await looks({ limit })).toEqual([
      'note: SNS stops sending SMS after 1 dollar a month: a bad night needs more',
    ]);
  });

  it('names a sandbox, and whom it keeps SMS from', async () => {
    expect(await looks({ isInSandbox: true, verified: ['+15550101'] })).toContain(
      'problem: SNS is in its SMS sandbox here, and +15550102 is not verified: no SMS reaches them',
    );
    expect(await looks({ isInSandbox: true, verified: ['+15550101', '+15550102'] })).toContain(
      'note: SNS is in its SMS sandbox here: only verified numbers are reached',
    );
    expect(await looks({ isInSandbox: true, denied: /List/ })).toContain(
      'note: SNS is in its SMS sandbox here: only verified numbers are reached',
    );
  });

  it('names a number that asked for no more', async () => {
    expect(await looks({ optedOut: ['+15550102'] })).toContain(
      'problem: +15550102 has asked for no more SMS: none reaches it',
    );
  });

  it('says what the role may not ask, and when SNS cannot be asked', async () => {
    expect(await looks({ denied: /./ }, ['+15550101'])).toEqual([
      'note: not looked at: the role or user may not sns:GetSMSAttributes',
      'note: not looked at: the role or user may not sns:GetSMSSandboxAccountStatus',
      'note: not looked at: the role or user may not sns:CheckIfPhoneNumberIsOptedOut',
    ]);
    expect(await examined(snsSms as never, { endpoint: 'http://127.0.0.1:1' })).toEqual([
      'problem: SNS cannot be asked: connection refused',
    ]);
  });
});
