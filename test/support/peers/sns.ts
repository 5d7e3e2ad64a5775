import type { ServerResponse } from 'node:http';
import { expect } from '@jest/globals';
import * as z from 'zod';
import type { Received } from '../server.ts';
import { signedByUs } from './aws.ts';

const string = (like: RegExp) => z.strictObject({ DataType: z.literal('String'), StringValue: z.string().regex(like) });
/** Attributes of an SMS as SNS documents them; others are refused. */
const SMS = z.strictObject({
  'AWS.SNS.SMS.SMSType': string(/^(Transactional|Promotional)$/),
  'AWS.SNS.SMS.SenderID': string(/^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/).optional(),
  'AWS.SNS.SMS.MaxPrice': z
    .strictObject({ DataType: z.literal('Number'), StringValue: z.string().regex(/^\d+(\.\d+)?$/) })
    .optional(),
  'AWS.MM.SMS.OriginationNumber': string(/^\+[1-9]\d{6,14}$/).optional(),
});
/** Publish to a phone number (SNS API reference, 2010-03-31). */
const PUBLISH = z.strictObject({
  Action: z.literal('Publish'),
  Version: z.literal('2010-03-31'),
  PhoneNumber: z.string().regex(/^\+[1-9]\d{6,14}$/),
  Message: z.string().min(1).max(1_600),
  MessageAttributes: SMS,
});

/** A request of the query protocol, its attributes by name; fails the test where it is no Publish to a phone. */
export function publishedSms(request: Received): z.output<typeof PUBLISH> {
  expect([request.method, request.path]).toEqual(['POST', '/']);
  expect(request.headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(signedByUs(request)).toBe(true);
  const plain: Record<string, unknown> = {};
  const entries: Record<string, Record<string, string>> = {};
  for (const [key, value] of new URLSearchParams(request.body)) {
    const [, n, part] = /^MessageAttributes\.entry\.(\d+)\.(?:Value\.)?(Name|DataType|StringValue)$/.exec(key) ?? [];
    if (n === undefined || part === undefined) plain[key] = value;
    else entries[n] = { ...entries[n], [part]: value };
  }
  const attributes = Object.fromEntries(Object.values(entries).map(({ Name, ...value }) => [Name, value]));
  return PUBLISH.parse({ ...plain, MessageAttributes: attributes });
}

const xml = (response: ServerResponse, status: number, body: string) =>
  response.writeHead(status, { 'content-type': 'text/xml' }).end(body);

/** What SNS answers to a message it takes. */
export const takes = (_request: Received, response: ServerResponse): void => {
  const id = '567910cd-659e-55d4-8ccb-5aaf14679dc0';
  xml(
    response,
    200,
    `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>${id}</MessageId></PublishResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PublishResponse>`,
  );
};

/** An error as SNS writes it. */
export const refuses =
  (status: number, code: string, message = 'no') =>
  (_request: Received, response: ServerResponse): void => {
    xml(
      response,
      status,
      `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
    );
  };
