import * as z from 'zod';
import { mailbox } from '../fields/reach.ts';
import { webAddress } from '../fields/web-address.ts';
import { MAIL_ADDRESS } from './address.ts';
import { defineChannel } from './define.ts';
import { examineSes } from './email/examine-ses.ts';
import { examineSmtp } from './email/examine-smtp.ts';
import { mailOf } from './email/mail.ts';
import { bySes } from './email/ses.ts';
import { bySmtp } from './email/smtp.ts';

const shape = {
  from: mailbox().describe('the sender'),
  smtp: z
    .strictObject({
      host: z.string().min(1).describe('the server that takes mail'),
      port: z.int().min(1).max(65_535).default(587).describe('587 or 465, seldom another'),
      user: z.string().min(1).optional().describe('goes with password'),
      password: z.string().min(1).optional(),
      tls: z
        .enum(['at-once', 'required', 'offered', 'never'])
        .optional()
        .describe(
          'TLS from the first byte (on port 465 where absent), by STARTTLS (elsewhere), by STARTTLS where the server offers it, or not at all; a certificate has to be good in any case',
        ),
      ca: z.string().min(1).optional().describe('authorities to trust in place of the public ones, as PEM'),
    })
    .refine(({ user, password }) => (user === undefined) === (password === undefined), {
      error: "'user' and 'password' go together",
    })
    .optional()
    .describe('the server that takes mail; Amazon SES where absent'),
  ses: z
    .strictObject({
      region: z.string().min(1).optional().describe('where SES is used; as for every AWS tool where absent'),
      endpoint: webAddress('https://email.eu-west-1.amazonaws.com')
        .optional()
        .describe('another address of the API, e.g. a VPC endpoint or a proxy'),
      'configuration-set': z.string().min(1).optional().describe('one of your configuration sets'),
    })
    .default({})
    .describe('how SES is reached, where there is no smtp'),
};

/** A message's link leads to the buttons: a mail scanner that follows it changes nothing (A6). */
export const email = defineChannel({
  kind: 'email',
  summary: 'a mail, by SMTP on one machine and by SES on AWS',
  shape,
  address: MAIL_ADDRESS,
  can: { wake: false, acknowledge: false, resolve: true },
  async send(message, { from, smtp, ses }, time) {
    if (message.to === undefined) return { is: 'permanent', why: 'there is no address to send it to' };
    const mail = await mailOf(message, from, message.to);
    return smtp ? bySmtp(mail, smtp, time) : bySes(mail, { ...ses, configurationSet: ses['configuration-set'] }, time);
  },
  examine: ({ from, smtp, ses: { region, endpoint } }, { now, timeout, addresses }) =>
    smtp ? examineSmtp(smtp, { timeout }) : examineSes(from, addresses, { region, endpoint, now, timeout }),
});
