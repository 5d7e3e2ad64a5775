import * as z from 'zod';
import type { Evidence, Judged } from './evidence.ts';
import { matches, pattern as patternText } from './pattern.ts';

const text = z.string().min(1);

/** One text or several. */
export const texts = z.union([text, z.array(text).min(1)]);
export const bodyPattern = patternText();

type Texts = z.output<typeof texts>;

const listed = (wanted: Texts): readonly string[] => (Array.isArray(wanted) ? wanted : [wanted]);

export const judgeContains = (wanted: Texts, evidence: Evidence): readonly Judged[] =>
  listed(wanted).map((expected) => {
    const ok = evidence.texts.some((each) => each.includes(expected));
    return {
      name: 'contains',
      expected,
      seen: ok ? 'found' : 'not found',
      ok,
      code: 'body',
      says: `answers without "${evidence.quote(expected)}"`,
    };
  });

export const judgeAbsent = (wanted: Texts, evidence: Evidence): readonly Judged[] =>
  listed(wanted).map((expected) => {
    const ok = !evidence.texts.some((each) => each.includes(expected));
    return {
      name: 'absent',
      expected: `no "${evidence.quote(expected)}"`,
      seen: ok ? 'not found' : 'found',
      ok,
      code: 'body',
      says: `shows "${evidence.quote(expected)}"`,
    };
  });

export function judgeMatches(wanted: string, evidence: Evidence): readonly Judged[] {
  let seen = 'no match';
  for (const each of evidence.texts) {
    const found = matches(each, wanted, evidence.left());
    if (found === undefined) seen = 'the pattern took too long';
    if (found) seen = 'a match';
  }
  const ok = seen === 'a match';
  const pattern = evidence.quote(wanted);
  const says =
    seen === 'no match'
      ? `answers with nothing that matches ${pattern}`
      : `answers with a body on which ${pattern} takes too long`;
  return [{ name: 'matches', expected: wanted, seen, ok, code: 'body', says }];
}
