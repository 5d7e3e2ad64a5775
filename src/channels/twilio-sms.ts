import { PHONE_NUMBER } from './address.ts';
import { defineChannel } from './define.ts';
import { account } from './twilio/account.ts';
import { post } from './twilio/api.ts';
import { examineTwilio } from './twilio/examine.ts';
import { hearTwilio } from './twilio/hear.ts';
import { smsOf } from './twilio/sms.ts';

/** A short message that is acknowledged by a reply (docs/channels/twilio-sms.md). */
export const twilioSms = defineChannel({
  kind: 'twilio-sms',
  summary: 'an SMS that is acknowledged by a reply',
  shape: account,
  address: PHONE_NUMBER,
  hear: hearTwilio,
  can: { wake: false, acknowledge: true, resolve: true, approve: false },
  send: (message, settings, context) => post('Messages', smsOf(message, settings, context), settings, context),
  examine: (settings, context) => examineTwilio(settings, ['sms'], context),
});
