import type { Judged } from '../expect/evidence.ts';
import { isPattern, matches } from '../expect/pattern.ts';
import type { Check } from '../wire/check.ts';
import { excerpt } from '../wire/redact.ts';
import type { Heard } from './converse.ts';

export const fits = (message: string, wanted: string, exactly: boolean, left: number): boolean => {
  if (exactly) return message === wanted;
  return isPattern(wanted) ? matches(message, wanted, left) === true : message.includes(wanted);
};

export function judgeMessage(check: Check, wanted: string, { found, last, closed }: Heard): Judged {
  const quote = (text: string) => excerpt(check.redact(text));
  const seen = last === undefined ? 'no message' : `"${quote(last)}"`;
  const ending = closed === undefined ? 'in time' : `before it ${closed}`;
  const says =
    last === undefined ? `sends no message ${ending}` : `sends ${seen} instead of "${quote(wanted)}" ${ending}`;
  return { name: 'message', expected: wanted, seen, ok: found, code: 'websocket', says };
}
