/** Twilio's codes (twilio.com/docs/api/errors) that people meet when somebody is to be paged, with what they mean here. */
const WORDS: Readonly<Record<number, string>> = {
  10004: 'too many calls at once',
  14107: 'too many messages at once',
  20003: 'the credentials are refused',
  20005: 'the account is not active',
  20404: 'there is no such account',
  20429: 'too many requests at once',
  21210: "'from' is not a number of this account",
  21211: 'the number is not valid',
  21212: "'from' is not a valid number",
  21214: 'the number cannot be reached',
  21215: 'calls to this country are not allowed: allow them under Voice, Geo permissions',
  21216: 'the account may not call this number',
  21217: 'the number is not valid',
  21219: 'a trial account only reaches numbers that were verified',
  21220: 'the call has ended already',
  21408: 'SMS to this country are not allowed: allow them under Messaging, Geo permissions',
  21606: "'from' cannot send SMS to this number",
  21608: 'a trial account only reaches numbers that were verified',
  21610: 'its owner opted out by STOP: a START from that number opts in again',
  21611: "too many messages wait at 'from'",
  21612: "there is no way from 'from' to this number",
  21614: 'the number cannot get SMS',
  21617: 'the message is too long',
  21659: "'from' is not a number of this account",
  30001: 'too many messages wait',
  30002: 'the account is suspended',
  30003: 'the phone cannot be reached: it is off or has no signal',
  30004: 'the phone blocks the message',
  30005: 'the number does not exist',
  30006: 'the number is a landline',
  30007: 'the carrier filtered the message',
  30008: 'the carrier did not say why',
  30034: "'from' is not registered for SMS to the United States (A2P 10DLC)",
  30036: 'it waited longer than it is worth sending',
};

/** Codes that a secret which was changed meanwhile can cure. */
export const CREDENTIALS: ReadonlySet<number> = new Set([20003]);

/** `the number is not valid (Twilio 21211)`; a code that is not listed has a page at Twilio's. */
export const codeInWords = (code: number): string =>
  code in WORDS ? `${WORDS[code]} (Twilio ${code})` : `see twilio.com/docs/api/errors/${code}`;
