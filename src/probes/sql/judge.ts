import * as z from 'zod';
import type { Judged } from '../expect/evidence.ts';
import { isPattern, matches, valueOrPattern } from '../expect/pattern.ts';
import type { Check } from '../wire/check.ts';
import { excerpt } from '../wire/redact.ts';
import type { Rows } from './driver.ts';

/** What the rows can be expected to be. */
export const rowBounds = {
  rows: z.int().min(0).optional().describe('at least this many rows'),
  value: z
    .union([valueOrPattern(), z.number(), z.boolean()])
    .optional()
    .describe("the first row's first value: equal to this, or matching /a pattern/"),
  'at-least': z.number().optional().describe("the first row's first value is a number not below this"),
  'at-most': z.number().optional().describe("the first row's first value is a number not above this"),
};

type Wanted = { readonly [K in keyof typeof rowBounds]?: z.output<(typeof rowBounds)[K]> };

export function judgeRows(check: Check, wanted: Wanted, rows: Rows): readonly Judged[] {
  const [value] = rows[0] ?? [];
  const seen = rows.length === 0 ? 'no row' : excerpt(check.redact(String(value)));
  const judged = (name: string, expected: string, ok: boolean): Judged => ({
    name,
    expected,
    seen,
    ok,
    code: 'sql',
    says: `answers with ${seen} instead of ${excerpt(check.redact(expected))}`,
  });
  const { rows: count, value: equal, 'at-least': least, 'at-most': most } = wanted;
  return [
    ...(count === undefined
      ? []
      : [
          {
            ...judged('rows', `at least ${count}`, rows.length >= count),
            seen: `${rows.length}`,
            says: `answers with ${rows.length} rows instead of at least ${count}`,
          },
        ]),
    ...(equal === undefined
      ? []
      : [judged('value', String(equal), rows.length > 0 && equals(value, equal, check.deadline.left()))]),
    ...(least === undefined ? [] : [judged('at-least', `at least ${least}`, numberOf(value) >= least)]),
    ...(most === undefined ? [] : [judged('at-most', `at most ${most}`, numberOf(value) <= most)]),
  ];
}

/** Drivers give large numbers and decimals as text: `42` is 42. */
const equals = (value: unknown, wanted: string | number | boolean, left: number): boolean =>
  typeof wanted === 'string' && isPattern(wanted)
    ? matches(String(value), wanted, left) === true
    : value === wanted || String(value) === String(wanted);

/** NaN, which is neither above nor below anything, for what is no number. */
const numberOf = (value: unknown): number => {
  const text = String(value ?? '').trim();
  return text === '' ? Number.NaN : Number(text);
};
