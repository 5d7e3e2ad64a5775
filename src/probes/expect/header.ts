import { headersOf } from '../target.ts';
import type { Evidence, Judged } from './evidence.ts';
import { isPattern, matches, valueOrPattern } from './pattern.ts';

/** Response headers by name: a value that must be equal, or `/a pattern/`. */
export const header = headersOf(valueOrPattern());

export const judgeHeader = (wanted: Readonly<Record<string, string>>, evidence: Evidence): readonly Judged[] =>
  Object.entries(wanted).map(([name, expected]) => {
    const value = evidence.headers[name.toLowerCase()];
    const ok =
      value !== undefined &&
      (isPattern(expected) ? matches(value, expected, evidence.left()) === true : value === expected);
    const seen = value === undefined ? 'absent' : /^set-cookie$/i.test(name) ? 'another value' : evidence.quote(value);
    const says =
      value === undefined
        ? `answers without the header ${name}`
        : `answers with the header ${name}: ${seen} instead of ${expected}`;
    return { name: `header ${name}`, expected, seen, ok, code: 'header', says };
  });
