import type { CallbackReply, Heard } from '../../core/callback.ts';
import type { AnswerReply } from '../../core/incident/answer.ts';
import { HOUR } from '../../core/time/instant.ts';
import { byPart, FORGED, type Hear, type HearContext, threadOf, unreadable } from '../hear.ts';
import type { Account } from './account.ts';
import { codeInWords } from './codes.ts';
import { actionOf } from './keys.ts';
import { answerOf } from './replies.ts';
import { isTwilios } from './signature.ts';
import { askAgain, goodbye, NOTHING, reply } from './twiml.ts';

/** A form field as text; empty where it is missing. */
type Form = (name: string) => string;

interface Page {
  readonly incident: string;
  readonly generation: number;
  readonly key: string;
  readonly person: string;
}

/** Checks the signature; what is left is Twilio's, and says which page of ours it is about in its address. */
const signed =
  (
    hear: (form: Form, page: Page | undefined, context: HearContext, channel: string) => Heard | Promise<Heard>,
  ): Hear<Account> =>
  (call, { token }, context) => {
    if (!isTwilios(token, context.url, call)) return FORGED;
    const fields = new URLSearchParams(call.body);
    return hear((name) => fields.get(name) ?? '', pageOf(context.url), context, call.channel);
  };

function pageOf(url: string): Page | undefined {
  const about = URL.canParse(url) ? new URL(url).searchParams : new URLSearchParams();
  const thread = threadOf(about.get('thread') ?? '');
  const [key, person] = [about.get('page') ?? '', about.get('person') ?? ''];
  if (!thread || person === '' || !key.startsWith(`${thread.incident}/`)) return undefined;
  return { ...thread, key: key.slice(thread.incident.length + 1), person };
}

/** A key that was pressed in a call: whoever was called answers (A3). Approvals have no key (G1). */
const keypad = signed((form, page, { now, url }) => {
  if (!page) return unreadable('it does not say which page it is about');
  const action = actionOf(form('Digits'));
  if (!action) return { is: 'nothing', reply: () => xml(askAgain(['acknowledge', 'escalate'], url)) };
  const { incident, generation, person } = page;
  const name = `twilio/${form('CallSid')}/${form('Digits')}`;
  return {
    is: 'asked',
    asks: { is: 'answer', answer: { action, incident, generation, by: person, via: 'phone', once: name } },
    once: { name, until: now + HOUR },
    reply: (came) =>
      xml(
        came
          ? goodbye(`${sentence(came)} Goodbye.`)
          : askAgain(['acknowledge', 'escalate'], url, 'This could not be stored. Please try again.'),
      ),
  };
});

/** A reply to an SMS, from whatever number: it answers only where that is a number of somebody here. */
const sms = signed(async (form, _page, context) => {
  const found = await answerOf({ text: form('Body'), from: form('From'), ...context });
  const name = `twilio/${form('MessageSid')}`;
  if (found.is === 'silence') return { is: 'nothing', reply: () => xml(NOTHING) };
  if (found.is === 'words') return { is: 'nothing', reply: () => xml(reply(found.text)) };
  return {
    is: 'asked',
    asks: { is: 'answer', answer: { ...found.answer, once: name } },
    once: { name, until: context.now + HOUR },
    reply: (came) => xml(reply(came ? sentence(came) : 'This could not be stored: please send it again.')),
  };
});

/** What became of a call or an SMS. Voicemail and busy are not reached (E5). */
const status = signed((form, page, _context, channel) => {
  if (!page) return unreadable('it does not say which page it is about');
  const why = notReached(form);
  if (why === undefined) return { is: 'nothing', reply: () => DONE };
  const { incident, generation, key } = page;
  return {
    is: 'asked',
    asks: { is: 'unreached', page: { incident, generation, key, channel, why } },
    // Twilio tries again on 5xx.
    reply: (came) => (came ? DONE : { status: 503 }),
  };
});

const CALLS: Readonly<Record<string, string>> = {
  busy: 'the line was busy',
  'no-answer': 'nobody answered',
  failed: 'the call failed',
  canceled: 'the call was cancelled',
};
const MESSAGES: Readonly<Record<string, string>> = {
  undelivered: 'it was not delivered',
  failed: 'it could not be sent',
};

/** Why nobody was reached; `undefined` where somebody may have been, or may still be. */
function notReached(form: Form): string | undefined {
  if (/^(machine|fax)/.test(form('AnsweredBy'))) return 'a machine answered';
  const words = CALLS[form('CallStatus')] ?? MESSAGES[form('MessageStatus')];
  const code = /^\d{1,6}$/.test(form('ErrorCode')) ? Number(form('ErrorCode')) : 0;
  return words && code > 0 ? `${words}: ${codeInWords(code)}` : words;
}

/** `Acknowledged by ada.` */
const sentence = ({ text }: AnswerReply): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;

const xml = (body: string): CallbackReply => ({ status: 200, type: 'text/xml; charset=utf-8', body });
const DONE: CallbackReply = { status: 204 };

/** By the last part of the address. A number's replies go to one address, whichever of its channels has that name. */
export const hearTwilio = byPart({ keypad, status, reply: sms });
