import * as z from 'zod';
import { DETAILS, SECRET_STORES } from '../../core/installation.ts';
import { MAILBOX, PHONE } from '../../fields/reach.ts';

/** As AWS writes one: `eu-west-1`, `us-gov-west-1`. */
export const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;
const region = () => z.string().regex(REGION, 'is not a region: write one as in eu-west-1');

/** Where an installation lies on AWS; on one machine nothing of it is used. */
export const aws = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,22}[a-z0-9]$/, 'write up to 24 small letters, digits and dashes, as in shop')
    .optional()
    .describe('begins the name of all that is deployed, behind `tocsin-`; the name of the system where absent'),
  home: region().optional().describe('the region of incidents, people and policy; the first location where absent'),
  watch: region()
    .optional()
    .describe('another region, from which the home region is watched; the next location, or us-east-1, where absent'),
  emergency: z
    .array(
      z
        .string({ error: 'is not text: write a phone number in quotes, as in "+15550100"' })
        .refine(
          (text) => MAILBOX.test(text) || PHONE.test(text),
          'is neither a mail address nor a phone number: write for example ops@example.com, or "+15550100"',
        ),
    )
    .default([])
    .describe('mail addresses and phone numbers that hear, in every region, what no incident can take'),
  detail: z
    .enum(DETAILS)
    .default('lean')
    .describe('metrics by monitor, or by monitor and location; they are most of the bill'),
  secrets: z
    .enum(SECRET_STORES)
    .default('parameter-store')
    .describe('where `${secret:name}` is looked up: /tocsin-NAME/name, or tocsin-NAME/name in Secrets Manager'),
});
