import { describe, expect, it } from '@jest/globals';
import { sns } from '../../../src/channels/sns.ts';
import { examined } from '../../support/examined.ts';
import { withCredentials } from '../../support/peers/aws.ts';
import { kept } from '../../support/peers/kept.ts';
import { SnsAccountPeer } from '../../support/peers/sns-account.ts';

withCredentials();
const keep = kept();
const PAGES = 'arn:aws:sns:eu-west-1:123456789012:pages';
const URGENT = 'arn:aws:sns:us-east-1:123456789012:urgent.fifo';
async function looks(topics: SnsAccountPeer['topics'], more: object = {}, peer: Partial<SnsAccountPeer> = {}) {
  const account = (await keep(new SnsAccountPeer().open())) as SnsAccountPeer;
  Object.assign(account, peer, { topics });
  const said = await examined(sns as never, { topic: PAGES, endpoint: account.url, ...more });
  return { said, regions: account.regions.toSorted() };
}

describe('what the doctor finds of sns', () => {
  it('asks after each topic once, in its own region', async () => {
    const topics = { P1: URGENT, P2: PAGES };
    expect(await looks({ [PAGES]: [1, 0], [URGENT]: [3, 0] }, { topics })).toEqual({
      said: ['ok: pages has 1 subscriber', 'ok: urgent.fifo has 3 subscribers'],
      regions: ['eu-west-1', 'us-east-1'],
    });
  });

  it('names a topic without subscribers, with some who have not confirmed, and one that is not there', async () => {
    expect((await looks({ [PAGES]: [0, 0] })).said).toEqual([
      'problem: pages has no subscriber: nobody is reached by it',
    ]);
    expect((await looks({ [PAGES]: [1, 2] })).said).toEqual([
      'ok: pages has 1 subscriber',
      'note: 2 of pages have not confirmed the subscription: nothing reaches them',
    ]);
    expect((await looks({})).said).toEqual(['problem: pages: there is no such topic, or no such configuration set']);
  });

  it('says what the role may not ask, and when SNS cannot be asked', async () => {
    expect((await looks({ [PAGES]: [1, 0] }, {}, { denied: /Topic/ })).said).toEqual([
      'note: not looked at: the role or user may not sns:GetTopicAttributes',
    ]);
    expect((await looks({}, { endpoint: 'http://127.0.0.1:1' })).said).toEqual([
      'problem: pages cannot be asked: connection refused',
    ]);
  });
});
