import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isTwilios } from '../../../src/channels/twilio/signature.ts';
import { signature } from '../../support/peers/twilio-sends.ts';

const URL_OF_PAGE = 'https://mycompany.com/myapp.php?foo=1&bar=2';
const FIELDS = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
};
const call = (fields: Record<string, string>, given: string) => ({
  headers: { 'x-twilio-signature': given },
  body: new URLSearchParams(fields).toString(),
});

describe("Twilio's signature", () => {
  it('is that of the example in its documentation', () => {
    expect(isTwilios('12345', URL_OF_PAGE, call(FIELDS, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='))).toBe(true);
    expect(isTwilios('12346', URL_OF_PAGE, call(FIELDS, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='))).toBe(false);
  });

  it.each([
    ['https://a.example/x?y=1', 'https://a.example:443/x?y=1'],
    ['https://a.example:443/x?y=1', 'https://a.example/x?y=1'],
    ['https://a.example:8443/x', 'https://a.example/x'],
    ['http://a.example/x', 'http://a.example:80/x'],
    ['https://[::1]:8443/x', 'https://[::1]/x'],
    ['https://a.example/x?y=1', 'https://a.example/x?y=1#rc=3&rp=all'],
  ])('may write the address %s as %s', (ours, theirs) => {
    expect(isTwilios('t', ours, call(FIELDS, signature(theirs, FIELDS, 't')))).toBe(true);
  });

  it('covers the address, every field and nothing else', () => {
    const good = signature(URL_OF_PAGE, FIELDS, 't');
    expect(isTwilios('t', URL_OF_PAGE, call({ ...FIELDS, Digits: '4' }, good))).toBe(false);
    expect(isTwilios('t', URL_OF_PAGE, call({ ...FIELDS, More: '' }, good))).toBe(false);
    expect(isTwilios('t', `${URL_OF_PAGE}&person=eve`, call(FIELDS, good))).toBe(false);
    expect(isTwilios('t', URL_OF_PAGE, call(FIELDS, ''))).toBe(false);
    expect(isTwilios('t', URL_OF_PAGE, { headers: {}, body: '' })).toBe(false);
    expect(isTwilios('t', '/no/public/address', call(FIELDS, signature('/no/public/address', FIELDS, 't')))).toBe(
      false,
    );
    expect(isTwilios('t\n', URL_OF_PAGE, call(FIELDS, good))).toBe(true);
  });

  it('is never taken for another', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), fc.base64String(), (fields, other) => {
        const right = signature(URL_OF_PAGE, fields, 't');
        const text = { ...call({}, right), body: new URLSearchParams(Object.entries(fields)).toString() };
        expect(isTwilios('t', URL_OF_PAGE, text)).toBe(
          Object.values(fields)
            .concat(Object.keys(fields))
            .every((value) => value.isWellFormed()),
        );
        expect(isTwilios('t', URL_OF_PAGE, { ...text, headers: { 'x-twilio-signature': other } })).toBe(
          other === right,
        );
      }),
      { numRuns: 50 },
    );
  });
});
