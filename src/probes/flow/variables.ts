import * as z from 'zod';
import type { Evidence } from '../expect/evidence.ts';
import { valuesAt } from '../expect/json.ts';
import { firstGroup, pattern } from '../expect/pattern.ts';
import type { Cookies } from './cookies.ts';

/** Where a variable's value comes from in an answer; exactly one. */
const source = z
  .strictObject({
    json: z.string().optional().describe('a JSON path'),
    header: z.string().optional(),
    cookie: z.string().optional(),
    matches: pattern().optional().describe('a pattern; its first group, or all of it'),
  })
  .refine((given) => Object.keys(given).length === 1, 'name one of json, header, cookie and matches');

export const capture = z.record(
  z.string().regex(/^[a-z][\w-]*$/i, 'a variable is named by letters, digits, - and _'),
  source,
);

export type Capture = z.output<typeof capture>;
type Source = Capture[string];
export type Variables = Readonly<Record<string, string>>;

/** Longer ones fit into no header. */
const LONGEST = 8_192;

const readers: {
  readonly [K in keyof Source]-?: (where: string, evidence: Evidence, cookies: Cookies) => unknown;
} = {
  json: (where, evidence) => {
    const found = valuesAt(evidence, where);
    return 'values' in found ? found.values[0] : undefined;
  },
  header: (name, { headers }) => headers[name.toLowerCase()],
  cookie: (name, _evidence, cookies) => cookies.get(name),
  matches: (written, evidence) => firstGroup(evidence.texts[0] ?? '', written, evidence.left()),
};

/** Reads what a step captures; a variable that is not there, or fits nowhere, is missing. */
export function captured(
  wanted: Capture,
  evidence: Evidence,
  cookies: Cookies,
): { readonly values: Variables; readonly missing: readonly string[] } {
  const found = Object.entries(wanted).map(([name, from]) => {
    const [[kind, where]] = Object.entries(from) as [[keyof Source, string]];
    const value = readers[kind](where, evidence, cookies);
    const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
    const fits = text !== undefined && text !== '' && text.length <= LONGEST && !/\p{Cc}/u.test(text);
    return [name, fits ? text : undefined] as const;
  });
  return {
    values: Object.fromEntries(found.filter((pair): pair is readonly [string, string] => pair[1] !== undefined)),
    missing: found.flatMap(([name, value]) => (value === undefined ? [name] : [])),
  };
}

const PLACE = /\{\{\s*([\w-]+)\s*\}\}/g;

/** Puts variables in their places; in a URL they are percent-encoded. */
export const filled = (text: string, variables: Variables, encode: (value: string) => string = (value) => value) =>
  text.replace(PLACE, (place, name: string) => (variables[name] === undefined ? place : encode(variables[name])));

/** The names that a text has places for. */
export const placesIn = (text: string): readonly string[] => [...text.matchAll(PLACE)].map(([, name]) => name!);
