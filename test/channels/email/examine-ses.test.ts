import { describe, expect, it } from '@jest/globals';
import { email } from '../../../src/channels/email.ts';
import { examined } from '../../support/examined.ts';
import { withCredentials } from '../../support/peers/aws.ts';
import { kept } from '../../support/peers/kept.ts';
import { SesAccountPeer } from '../../support/peers/ses-account.ts';

withCredentials();
const keep = kept();
const HEALTHY = new SesAccountPeer().account;
async function looks(peer: Partial<SesAccountPeer> = {}, addresses = ['ada@example.com']) {
  const ses = await keep(new SesAccountPeer().open());
  Object.assign(ses, peer);
  return examined(email as never, { from: 'tocsin@example.com', ses: { endpoint: ses.url } }, { addresses });
}
const account = (more: object) => ({ account: { ...HEALTHY, ...more } });
const SENDER = 'ok: SES has verified the sender tocsin@example.com';

describe('what the doctor finds of email by SES', () => {
  it('is in order where the account may send, and the sender is verified', async () => {
    expect(await looks()).toEqual(['ok: SES takes mail from this account', SENDER]);
  });

  it('names a sandbox, and whom it keeps mail from', async () => {
    const sandbox = account({ ProductionAccessEnabled: false });
    expect(await looks(sandbox, ['ada@example.com', 'ben@example.org'])).toContain(
      'problem: SES is in its sandbox here, and ben@example.org is not verified: no mail reaches them',
    );
    expect(await looks({ ...sandbox, identities: { 'example.com': true, 'ben@example.org': true } })).toContain(
      'note: SES is in its sandbox here: only verified addresses receive mail',
    );
  });

  it.each([
    [{ SendingEnabled: false }, 'problem: sending by SES is paused for this account'],
    [{ EnforcementStatus: 'SHUTDOWN' }, 'problem: SES has shut sending down for this account'],
    [{ EnforcementStatus: 'PROBATION' }, 'note: SES reviews this account and may stop sending'],
    [
      { SendQuota: { Max24HourSend: 200, SentLast24Hours: 200 } },
      'problem: the mails of these 24 hours are used up at SES',
    ],
    [
      { SendQuota: { Max24HourSend: 200, SentLast24Hours: 150 } },
      'note: SES takes 50 more mails within these 24 hours',
    ],
  ])('names an account that cannot send, or soon cannot: %j', async (more, said) => {
    expect(await looks(account(more))).toContain(said);
  });

  it('takes an account without a quota for what it is', async () => {
    expect(await looks(account({ SendQuota: { Max24HourSend: -1, SentLast24Hours: 9_000 } }))).toEqual([
      'ok: SES takes mail from this account',
      SENDER,
    ]);
  });

  it('names a sender that is not verified, and a reader whose mail is dropped', async () => {
    expect(await looks({ identities: { 'example.com': false } })).toContain(
      'problem: SES has not verified tocsin@example.com, nor its domain, in this region',
    );
    expect(await looks({ suppressed: ['ada@example.com'] })).toContain(
      'problem: ada@example.com is on the suppression list: SES accepts mail to it and drops it',
    );
  });

  it('says what the role may not ask, and claims nothing of it', async () => {
    expect(await looks({ denied: /account/ })).toEqual([
      'note: not looked at: the role or user may not ses:GetAccount',
      SENDER,
    ]);
    expect(await looks({ denied: /identities|suppression/ })).toEqual(['ok: SES takes mail from this account']);
  });

  it('says when SES cannot be asked, or there are no credentials', async () => {
    const nowhere = { from: 'tocsin@example.com', ses: { endpoint: 'http://127.0.0.1:1' } };
    expect(await examined(email as never, nowhere)).toEqual(['problem: SES cannot be asked: connection refused']);
    const { AWS_ACCESS_KEY_ID: id } = process.env;
    delete process.env.AWS_ACCESS_KEY_ID;
    try {
      expect(await looks()).toEqual([
        'problem: SES: no AWS credentials are found: neither in the environment nor in a profile nor a role',
      ]);
    } finally {
      process.env.AWS_ACCESS_KEY_ID = id;
    }
  });
});
