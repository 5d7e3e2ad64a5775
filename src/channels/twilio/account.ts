import * as z from 'zod';
import { phoneNumber } from '../../fields/reach.ts';
import { holdsSecret } from '../../fields/secret.ts';
import { webAddress } from '../../fields/web-address.ts';

/** An account at Twilio, for calls and SMS alike. */
export const account = {
  account: z
    .string()
    .refine((text) => holdsSecret(text) || /^AC[0-9a-f]+$/i.test(text), 'is not an account: its SID begins with AC')
    .describe("the account's SID"),
  token: z.string().min(1).describe("the account's auth token; it also proves that an answer is Twilio's"),
  from: phoneNumber().describe('a number of yours at Twilio'),
  endpoint: webAddress('https://api.dublin.ie1.twilio.com')
    .default('https://api.twilio.com')
    .describe("another address of the API: a region's, or a proxy's"),
};

export type Account = z.output<z.ZodObject<typeof account>>;
