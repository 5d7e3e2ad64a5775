import * as z from 'zod';
import type { Message } from '../core/message/message.ts';
import { phoneNumber } from '../fields/reach.ts';
import { PHONE_NUMBER } from './address.ts';
import { cut } from './cut.ts';
import { defineChannel } from './define.ts';
import { oneLine, webLink } from './escape.ts';
import { inGsm } from './sms/gsm.ts';
import { examineSms } from './sns/examine-sms.ts';
import { attributes, place, publish } from './sns/publish.ts';

const shape = {
  'sender-id': z
    .string()
    .regex(/^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/, 'is not a sender id: 1 to 11 letters and digits, a letter among them')
    .optional()
    .describe('the name it comes from, in countries that allow one'),
  from: phoneNumber().optional().describe('a number of yours at AWS it comes from, where a country demands one'),
  'max-price': z
    .number()
    .positive()
    .max(10)
    .optional()
    .describe('US dollars that one message may cost; a dearer one is accepted and never sent'),
  ...place,
};

/** One way only: without a number of one's own nobody can reply. */
export const snsSms = defineChannel({
  kind: 'sns-sms',
  summary: 'an SMS by Amazon SNS',
  shape,
  address: PHONE_NUMBER,
  can: { wake: false, acknowledge: false, resolve: true, approve: false },
  async send(message, settings, time) {
    if (message.to === undefined) return { is: 'permanent', why: 'there is no number to send it to' };
    const how = attributes({
      // What AWS sends as advertising, which it is unless told so, waits and is dropped first.
      'AWS.SNS.SMS.SMSType': 'Transactional',
      'AWS.SNS.SMS.SenderID': settings['sender-id'],
      'AWS.SNS.SMS.MaxPrice': settings['max-price'],
      'AWS.MM.SMS.OriginationNumber': settings.from,
    });
    return publish({ PhoneNumber: message.to, Message: smsOf(message), MessageAttributes: how }, settings, time);
  },
  examine: ({ region, endpoint }, { now, timeout, addresses }) =>
    examineSms(addresses, { region, endpoint, now, timeout }),
});

/** SNS sends no more of one message (Publish, "Message"). */
const MOST = 1_600;

/** The short form and the link of the first answer, which is never cut. */
export function smsOf({ short, offers, link, repeat }: Pick<Message, 'short' | 'offers' | 'link' | 'repeat'>): string {
  const hrefs = [...offers.map(({ href }) => href), link].map(webLink);
  const href = hrefs.find((one) => one !== undefined && one.length < MOST - WORDS);
  const isMarked = !repeat || /^repeat/i.test(short);
  // The ellipsis of a cut is none of SMS's characters.
  const words = inGsm(cut(inGsm(oneLine(`${isMarked ? '' : 'Repeat: '}${short}`)), WORDS - 3));
  return href === undefined ? words : `${words} ${href}`;
}

/** More than anybody reads. */
const WORDS = 400;
