import { KEYS, type KeyAction } from './keys.ts';

/** Twilio takes inline TwiML of at most this many characters. */
const MOST = 4_000;
/** How often a page is said: whoever picks up in the middle hears it whole. */
const TIMES = 3;
/** Seconds in which a key may be pressed after the last word. */
const WAITS = 8;

const VERBS: Readonly<Record<KeyAction, string>> = {
  acknowledge: `Press ${KEYS.acknowledge} to acknowledge.`,
  escalate: `Press ${KEYS.escalate} to escalate.`,
};

/**
 * What a phone says, again and again, until a key is pressed. Only a key does anything: a greeting, speech and silence
 * never do (A6, E5). Without an `action` nobody can be told which key, and none is asked for.
 */
export function pageInWords(spoken: string, keys: readonly KeyAction[], action: string | undefined): string {
  const asked = action === undefined ? [] : keys.map((key) => VERBS[key]);
  for (let words = harmless(spoken); ; words = shortened(words)) {
    const said = say(`This is Tocsin. ${words} ${asked.join(' ')}`, TIMES);
    const listened = action === undefined || asked.length === 0 ? said : gather(action, said);
    const end = asked.length === 0 ? 'Please see the console.' : 'No key was pressed: nothing is acknowledged.';
    const whole = response(`${listened}${say(`${end} Goodbye.`)}`);
    if (whole.length <= MOST || words === '') return whole;
  }
}

/** An answer to a key that was pressed. */
export const goodbye = (words: string): string => response(`${say(harmless(words))}<Hangup/>`);

/** Something that no key means, or that could not be stored: the question again. */
export const askAgain = (keys: readonly KeyAction[], action: string, before = ''): string =>
  response(`${gather(action, say(`${before} ${keys.map((key) => VERBS[key]).join(' ')}`, 2))}${say('Goodbye.')}`);

/** An SMS as an answer to one. */
export const reply = (text: string): string => response(`<Message>${escaped(harmless(text))}</Message>`);

/** Nothing more is to be done. */
export const NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

const response = (inside: string): string => `<?xml version="1.0" encoding="UTF-8"?><Response>${inside}</Response>`;

/** One key, while something is said or shortly after it. */
const gather = (action: string, said: string): string =>
  `<Gather input="dtmf" numDigits="1" timeout="${WAITS}" action="${escaped(action)}" method="POST">${said}</Gather>`;

const say = (words: string, times = 1): string =>
  `<Say${times > 1 ? ` loop="${times}"` : ''}>${escaped(words.replace(/\s+/g, ' ').trim())}</Say>`;

/** Control, direction and invisible characters have no sound, and XML 1.0 allows few of them. */
const harmless = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\ufffd]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => ENTITIES[c]!);

/** Without its last tenth, never with half a character. */
const shortened = (text: string): string => {
  const runes = [...text];
  return runes.slice(0, Math.floor(runes.length * 0.9)).join('');
};
