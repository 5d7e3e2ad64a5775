import * as z from 'zod';
import { holdsSecret } from './secret.ts';

/** E.164: a plus sign, the country's code, 15 digits at most. */
export const PHONE = /^\+[1-9]\d{6,14}$/;
/** What a mail server could take; whether anyone reads it, only a message can tell. */
export const MAILBOX = /^[^\s@<>,;"]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i;

/** A phone number that messages come from. */
export const phoneNumber = () =>
  z
    .string({ error: 'is not text: write a phone number in quotes, as in "+15550100"' })
    .refine(
      (text) => holdsSecret(text) || PHONE.test(text),
      'is not a phone number: write it as "+15550100", in quotes',
    );

/** A mailbox that messages come from. */
export const mailbox = () => z.string().regex(MAILBOX, 'is not a mail address: write for example tocsin@example.com');
