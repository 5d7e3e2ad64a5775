import type { Delivery } from '../core/escalation/delivery.ts';
import type { Message } from '../core/message/message.ts';
import { SECOND } from '../core/time/instant.ts';
import { duration } from '../fields/duration.ts';
import { PHONE_NUMBER } from './address.ts';
import { type ChannelContext, defineChannel } from './define.ts';
import { type Account, account } from './twilio/account.ts';
import { isCall, type Params, post } from './twilio/api.ts';
import { callbackUrl } from './twilio/callbacks.ts';
import { examineTwilio } from './twilio/examine.ts';
import { hearTwilio } from './twilio/hear.ts';
import { keyed } from './twilio/keys.ts';
import { smsOf } from './twilio/sms.ts';
import { pageInWords } from './twilio/twiml.ts';

const shape = {
  ...account,
  'ring-for': duration()
    .refine(
      (ms) => ms >= 5 * SECOND && ms <= 60 * SECOND,
      'is impossible: a phone rings for 5s to 60s, less than the time of a level',
    )
    .prefault('25s')
    .describe('how long it rings before the next way is tried; voicemail that answers sooner is no answer either'),
};

/**
 * Rings, and takes the acknowledgement from the keypad; a machine that answers is nobody (E5). News rings nobody: it is
 * an SMS from the same number, and a call that still rings is cancelled once nothing is left to acknowledge (A2).
 */
export const twilioCall = defineChannel({
  kind: 'twilio-call',
  summary: 'a phone call that is acknowledged on the keypad',
  shape,
  address: PHONE_NUMBER,
  hear: hearTwilio,
  can: { wake: true, acknowledge: true, resolve: true, approve: false },
  async send(message, settings, context) {
    if (message.type === 'page') return ring(message, settings, context);
    const [delivery] = await Promise.all([
      post('Messages', smsOf(message, settings, context), settings, context),
      hangUp(message, settings, context),
    ]);
    // What it is called does not matter: later news does not hang up an SMS.
    return delivery.is === 'accepted' ? { is: 'accepted' } : delivery;
  },
  // News of it is an SMS.
  examine: (settings, context) => examineTwilio(settings, ['voice', 'sms'], context),
});

async function ring(
  message: Message,
  settings: Account & { 'ring-for': number },
  context: ChannelContext,
): Promise<Delivery> {
  const delivery = await post('Calls', callOf(message, settings, context), settings, context);
  return delivery.is === 'accepted' ? { ...delivery, latest: true } : delivery;
}

function callOf(message: Message, settings: Account & { 'ring-for': number }, context: ChannelContext): Params {
  const status = callbackUrl('status', message, context);
  const isMarked = !message.repeat || /^repeat/i.test(message.spoken);
  const words = `${isMarked ? '' : 'Repeat. '}${message.spoken}`;
  return {
    To: message.to ?? '',
    From: settings.from,
    Twiml: pageInWords(words, keyed(message.offers), callbackUrl('keypad', message, context)),
    Timeout: String(Math.round(settings['ring-for'] / SECOND)),
    // Speaks at once, and hears meanwhile whether a machine has answered.
    ...(status !== undefined && {
      StatusCallback: status,
      StatusCallbackEvent: ['completed'],
      MachineDetection: 'Enable',
      AsyncAmd: 'true',
      AsyncAmdStatusCallback: status,
    }),
  };
}

/** Ends a call that waits or rings, not one that somebody listens to. Whether it worked matters to nobody: it may be over. */
async function hangUp({ earlier, offers }: Message, settings: Account, context: ChannelContext): Promise<void> {
  const isOpen = offers.some(({ action }) => action === 'acknowledge');
  if (earlier === undefined || !isCall(earlier) || isOpen) return;
  await post(`Calls/${earlier}`, { Status: 'canceled' }, settings, context);
}
