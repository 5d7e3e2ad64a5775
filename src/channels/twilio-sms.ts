import { PHONE_NUMBER } from './address.ts';
import { declareChannel } from './define.ts';
import { twilio } from './twilio.ts';

/** A short message that is acknowledged by a reply. */
export const twilioSms = declareChannel({
  kind: 'twilio-sms',
  summary: 'an SMS that is acknowledged by a reply',
  shape: twilio,
  address: PHONE_NUMBER,
  can: { wake: false, acknowledge: true, resolve: true, approve: false },
});
