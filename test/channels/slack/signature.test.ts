import { describe, expect, it } from '@jest/globals';
import { fromSlack } from '../../../src/channels/slack/signature.ts';
import { MINUTE, SECOND } from '../../../src/core/time/instant.ts';

/** The example of Slack's page "Verifying requests from Slack". */
const BODY =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
const HEADERS = {
  'x-slack-request-timestamp': '1531420618',
  'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
};
const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
const AT = 1_531_420_618 * SECOND;
const from = (now: number, headers: Record<string, string> = HEADERS, body = BODY, secret = SECRET) =>
  fromSlack(secret, now, { headers, body });

describe("Slack's signature", () => {
  it('is that of the example in its documentation', () => {
    expect(from(AT)).toEqual({ name: `slack/${HEADERS['x-slack-signature']}`, until: AT + 5 * MINUTE + SECOND });
    expect(from(AT, HEADERS, BODY, `${SECRET}\n`)).toBeDefined();
  });

  it.each([
    [-5 * MINUTE - 1, false],
    [-5 * MINUTE, true],
    [5 * MINUTE, true],
    [5 * MINUTE + 1, false],
    [24 * 60 * MINUTE, false],
  ])('counts at most five minutes before and after its time: %i ms after', (after, taken) => {
    expect(from(AT + after) !== undefined).toBe(taken);
  });

  it.each<[string, Record<string, string>, string?, string?]>([
    ['another body', HEADERS, `${BODY}&x=1`],
    ['another time', { ...HEADERS, 'x-slack-request-timestamp': '1531420619' }],
    ['a time in other words', { ...HEADERS, 'x-slack-request-timestamp': '1531420618.0' }],
    ['no time', { 'x-slack-signature': HEADERS['x-slack-signature'] }],
    ['no signature', { 'x-slack-request-timestamp': HEADERS['x-slack-request-timestamp'] }],
    ['half a signature', { ...HEADERS, 'x-slack-signature': HEADERS['x-slack-signature'].slice(0, 40) }],
    ['another version', { ...HEADERS, 'x-slack-signature': HEADERS['x-slack-signature'].replace('v0', 'v1') }],
    ['another secret', HEADERS, BODY, 'another'],
    ['nothing at all', {}, ''],
  ])('is none with %s', (_what, ...[headers, body, secret]) => {
    expect(from(AT, headers, body, secret)).toBeUndefined();
  });
});
