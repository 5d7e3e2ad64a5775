import { describe, expect, it } from '@jest/globals';
import { pagerduty } from '../../../src/channels/pagerduty.ts';
import { SECRET } from '../../support/channel-contract.ts';
import { examined } from '../../support/examined.ts';

const key = 'r'.repeat(32);
const looks = (routingKey: string, context = {}) =>
  examined(pagerduty as never, { 'routing-key': routingKey, endpoint: 'http://127.0.0.1:1' }, context);

describe('what the doctor finds of pagerduty', () => {
  it('is the form of the key, and what cannot be told: nothing is asked', async () => {
    expect(await looks(key)).toEqual([
      'ok: the routing key looks like one',
      'note: only a message can tell whether a service has it',
      'note: an acknowledgement in PagerDuty itself is not heard here: Tocsin pages on; the links in the alert acknowledge',
    ]);
  });

  it.each([
    [`${key}\n`, 'problem: the routing key has white space around it, and is refused'],
    ['u+Abcdefghijklmnopqr', 'problem: the routing key looks like a key of the REST API: events need another'],
    [SECRET, 'problem: the routing key has 14 characters, or others than letters and digits'],
  ])('names a key that is none: %j', async (wrong, said) => {
    expect((await looks(wrong))[0]).toBe(said);
  });

  it('says that no answer is heard without a public address', async () => {
    expect(await looks(key, { publicUrl: undefined })).toContain(
      'note: an acknowledgement in PagerDuty cannot be heard here: there is no public address',
    );
  });
});
