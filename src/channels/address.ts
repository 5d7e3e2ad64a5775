import { MAILBOX, PHONE } from '../fields/reach.ts';
import type { Address } from './define.ts';

/** A way over the phone network needs a number that is valid from anywhere. */
export const PHONE_NUMBER: Address = {
  what: 'a phone number with its country, as E.164 writes it',
  example: '"+15550101"',
  needed: true,
  like: PHONE,
};

export const MAIL_ADDRESS: Address = {
  what: 'a mail address',
  example: 'ada@example.com',
  needed: true,
  like: MAILBOX,
};

/** What it means is up to whoever receives it. */
export const ANY_TEXT: Address = { what: 'text', example: '"@ada"', needed: false };
