import * as z from 'zod';
import { mailbox } from '../fields/reach.ts';
import { MAIL_ADDRESS } from './address.ts';
import { declareChannel } from './define.ts';

const shape = {
  from: mailbox().describe('the sender'),
  smtp: z
    .strictObject({
      host: z.string().min(1),
      port: z.int().min(1).max(65_535).default(587),
      user: z.string().min(1).optional(),
      password: z.string().min(1).optional(),
    })
    .optional()
    .describe('the server that takes mail on one machine; on AWS it is SES'),
};

/** A message's link leads to the buttons: a mail scanner that follows it changes nothing (A6). */
export const email = declareChannel({
  kind: 'email',
  summary: 'a mail, by SMTP on one machine and by SES on AWS',
  shape,
  address: MAIL_ADDRESS,
  can: { wake: false, acknowledge: false, resolve: true },
});
