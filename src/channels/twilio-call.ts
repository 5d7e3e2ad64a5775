import { PHONE_NUMBER } from './address.ts';
import { declareChannel } from './define.ts';
import { twilio } from './twilio.ts';

/** Rings, and takes the acknowledgement from the keypad; a machine that answers is nobody (E5). */
export const twilioCall = declareChannel({
  kind: 'twilio-call',
  summary: 'a phone call that is acknowledged on the keypad',
  shape: twilio,
  address: PHONE_NUMBER,
  can: { wake: true, acknowledge: true, resolve: false, approve: false },
});
