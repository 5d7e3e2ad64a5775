import { query } from 'jsonpath-rfc9535';
import * as z from 'zod';
import type { Evidence, Judged } from './evidence.ts';
import { isPattern, matches, valueOrPattern } from './pattern.ts';

/** JSON paths and the scalar each must hold; a text may be `/a pattern/`. */
export const json = z
  .record(z.string(), z.union([valueOrPattern(), z.number(), z.boolean(), z.null()]))
  .superRefine((wanted, context) => {
    for (const path of Object.keys(wanted)) {
      if (isPath(path)) continue;
      const message = `'${path}' is not a JSON path: write for example $.status or $.checks[0].name (RFC 9535)`;
      context.addIssue({ code: 'custom', message, path: [path] });
    }
  });

export type JsonWanted = z.output<typeof json>;
export type Scalar = JsonWanted[string];

export const judgeJson = (wanted: JsonWanted, evidence: Evidence): readonly Judged[] =>
  Object.entries(wanted).map(([where, expected]) => {
    const found = valuesAt(evidence, where);
    const base = { name: `json ${where}`, expected: JSON.stringify(expected), code: 'json' as const };
    if ('problem' in found)
      return { ...base, seen: found.problem, ok: false, says: `answers with a body that ${found.problem}` };
    const { values } = found;
    const odd = values.find((value) => !equals(value, expected, evidence));
    if (values.length > 0 && odd === undefined) return { ...base, seen: show(values[0], evidence), ok: true, says: '' };
    const seen = values.length === 0 ? 'nothing' : show(odd, evidence);
    return { ...base, seen, ok: false, says: `answers with ${seen} at ${where} instead of ${base.expected}` };
  });

/** The values a path leads to, or why there are none. A path that a hostile document drives too deep finds nothing. */
export function valuesAt(
  evidence: Evidence,
  where: string,
): { readonly values: readonly unknown[] } | { readonly problem: string } {
  const document = evidence.json();
  if ('problem' in document) return document;
  try {
    return { values: query(document.value as Parameters<typeof query>[0], where) };
  } catch {
    return { problem: 'is too deep to look into' };
  }
}

export const equals = (value: unknown, expected: Scalar, evidence: Evidence): boolean =>
  typeof expected === 'string' && isPattern(expected)
    ? typeof value === 'string' && matches(value, expected, evidence.left()) === true
    : value === expected;

/** A value as a sentence quotes it. */
export function show(value: unknown, evidence: Evidence): string {
  if (typeof value === 'string') return `"${evidence.quote(value)}"`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

function isPath(text: string): boolean {
  try {
    query(null, text);
    return true;
  } catch {
    return false;
  }
}
