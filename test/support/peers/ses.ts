import type { ServerResponse } from 'node:http';
import { expect } from '@jest/globals';
import * as z from 'zod';
import type { Received } from '../server.ts';
import { signedByUs } from './aws.ts';

/** SendEmail of the SES API v2, as its reference documents it, so far as a raw mail needs. */
const SEND_EMAIL = z.strictObject({
  FromEmailAddress: z.email(),
  Destination: z.strictObject({ ToAddresses: z.array(z.email()).min(1).max(50) }),
  Content: z.strictObject({ Raw: z.strictObject({ Data: z.base64().max(53_000_000) }) }),
  ConfigurationSetName: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional(),
});

/** A request for SendEmail; fails the test where it is none. */
export function sendEmail(request: Received): z.output<typeof SEND_EMAIL> & { readonly raw: Buffer } {
  expect([request.method, request.path]).toEqual(['POST', '/v2/email/outbound-emails']);
  expect(request.headers['content-type']).toBe('application/json');
  expect(signedByUs(request)).toBe(true);
  const asked = SEND_EMAIL.parse(JSON.parse(request.body));
  return { ...asked, raw: Buffer.from(asked.Content.Raw.Data, 'base64') };
}

/** An error as SES writes it. */
export const refuses =
  (status: number, code: string, message = 'no') =>
  (_request: Received, response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': code });
    response.end(JSON.stringify({ message }));
  };

/** What SES answers to a mail it takes. */
export const takes = (_request: Received, response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ MessageId: '0102018f2c5e-6d1f-000000' }));
};
