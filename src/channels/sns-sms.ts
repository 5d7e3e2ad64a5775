import * as z from 'zod';
import { PHONE_NUMBER } from './address.ts';
import { declareChannel } from './define.ts';

const shape = {
  'sender-id': z
    .string()
    .regex(/^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/, 'is not a sender id: 1 to 11 letters and digits, a letter among them')
    .optional()
    .describe('the name it comes from, in countries that allow one'),
};

/** One way only: without a number of one's own nobody can reply. */
export const snsSms = declareChannel({
  kind: 'sns-sms',
  summary: 'an SMS by Amazon SNS',
  shape,
  address: PHONE_NUMBER,
  can: { wake: false, acknowledge: false, resolve: true, approve: false },
});
