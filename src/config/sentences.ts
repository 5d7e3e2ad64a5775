import type * as z from 'zod';
import type { ConfigDocument, Path } from './document.ts';
import type { Problem } from './problem.ts';
import { suggest } from './suggest.ts';

type Issue = z.core.$ZodIssue;

/** Schema issues as sentences with their place and the remedy. `keysAt`: the keys that are allowed at a path. */
export function schemaProblems(
  issues: readonly Issue[],
  document: ConfigDocument,
  keysAt: (path: Path) => readonly string[],
): readonly Problem[] {
  return issues.flatMap((issue) => sentences(issue, document, keysAt));
}

function sentences(
  issue: Issue,
  document: ConfigDocument,
  keysAt: (path: Path) => readonly string[],
): readonly Problem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      document.problem([...path, key], `unknown key '${key}'`, suggest(key, keysAt(path)), true),
    );
  }
  if (issue.code === 'invalid_key')
    return issue.issues.map((inner) => document.problem(path, inner.message, 'Rename it.', true));
  if (issue.code === 'invalid_union') return [union(issue, document, keysAt)];
  const seen = valueAt(document.value, path);
  if (seen === undefined) return [document.problem(path, `'${String(path.at(-1))}' is missing`, wanted(issue))];
  // A schema that words its own complaint knows better.
  if (!/^Invalid/.test(issue.message)) return [document.problem(path, issue.message.replace(/\.$/, ''), cure(issue))];
  if (issue.code === 'invalid_value') {
    const choices = issue.values.map(String);
    return [
      document.problem(
        path,
        `${show(seen)} is not allowed here`,
        suggest(String(seen), choices) || `Write one of ${choices.slice(0, 12).join(', ')}.`,
      ),
    ];
  }
  if (issue.code === 'invalid_type') return [document.problem(path, `${show(seen)} is ${kindOf(seen)}`, wanted(issue))];
  return [document.problem(path, issue.message.replace(/\.$/, ''), '')];
}

function union(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  document: ConfigDocument,
  keysAt: (path: Path) => readonly string[],
): Problem {
  const { path } = issue;
  const seen = valueAt(document.value, path);
  if (path.at(-1) === 'kind') {
    const choices = keysAt(path);
    return seen === undefined
      ? document.problem(path.slice(0, -1), "'kind' is missing", `Add one of ${choices.join(', ')}.`)
      : document.problem(
          path,
          `there is no kind ${show(seen)}`,
          suggest(String(seen), choices) || `There is ${choices.join(', ')}.`,
        );
  }
  // The alternative that got furthest says most; else the union itself may have words.
  const inner =
    issue.errors.flat().find((each) => each.code === 'custom' || each.path.length > 0) ?? issue.errors.flat()[0];
  if (inner && inner.path.length > 0)
    return sentences({ ...inner, path: [...path, ...inner.path] }, document, keysAt)[0]!;
  if (inner && inner.code !== 'invalid_type')
    return document.problem(path, inner.message.replace(/\.$/, ''), cure(inner));
  return document.problem(
    path,
    `${show(seen)} is not allowed here`,
    /^Invalid/.test(issue.message) ? '' : sentence(issue.message),
  );
}

/** The remedy that a schema's own complaint carries. */
const cure = (issue: Issue): string =>
  issue.code === 'custom' && typeof issue.params?.remedy === 'string' ? issue.params.remedy : '';

const sentence = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}.`;

const WANTED: Readonly<Record<string, string>> = {
  string: 'Write text.',
  number: 'Write a number.',
  int: 'Write a whole number.',
  boolean: 'Write true or false.',
  object: 'Write keys and values.',
  record: 'Write names, each with its settings.',
  array: 'Write a list, as in [a, b].',
};
const wanted = (issue: Issue): string =>
  issue.code === 'invalid_type'
    ? (WANTED[issue.expected] ?? '')
    : issue.code === 'invalid_value'
      ? `Write one of ${issue.values.join(', ')}.`
      : '';

const kindOf = (value: unknown): string =>
  value === null
    ? 'empty'
    : Array.isArray(value)
      ? 'a list'
      : typeof value === 'object'
        ? 'a group of keys'
        : typeof value === 'string'
          ? 'text'
          : `a ${typeof value}`;

function show(value: unknown): string {
  if (value === null) return 'this';
  if (typeof value === 'object') return 'this';
  const text = String(value);
  return `'${text.length > 60 ? `${text.slice(0, 57)}…` : text}'`;
}

export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path)
    value = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined;
  return value;
}
