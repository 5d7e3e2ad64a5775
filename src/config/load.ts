import { readFileSync } from 'node:fs';
import type { Installation } from '../core/installation.ts';
import type { Plan } from '../core/plan.ts';
import { installationOf } from './compile/aws.ts';
import { compile, namedLocations } from './compile.ts';
import { readDocument } from './document.ts';
import { keysAt } from './keys.ts';
import { type Language, language, type Registries } from './language.ts';
import { notes } from './notes.ts';
import type { Problem } from './problem.ts';
import { referenceProblems } from './references.ts';
import { schemaProblems } from './sentences.ts';

export type Loaded =
  | {
      readonly ok: true;
      readonly plan: Plan;
      readonly file: string;
      /** Where to look from, as the file names it, although one machine reads regions as [here]. */
      readonly locations: readonly string[];
      /** Where it is installed on AWS; absent where it names no region. */
      readonly installation: Installation | undefined;
      /** How many of them are inside a VPC. */
      readonly vpcs: number;
      /** What is allowed and better not left so. */
      readonly notes: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads, checks and compiles configs; all problems at once, each with its place and remedy. */
export function configLoader(registries: Registries) {
  const schema = language(registries);
  return {
    schema,
    /** Reads the file at `path`; one that cannot be read is a problem like any other. */
    file: (path: string): Loaded => {
      const text = readText(path);
      return text.ok
        ? load(schema, registries, path, text.text)
        : { ok: false, problems: [{ file: path, line: 1, column: 1, path: '', ...text }] };
    },
    /** Checks a text that is called `file` in problems. */
    text: (file: string, text: string): Loaded => load(schema, registries, file, text),
  };
}

function load(schema: Language, registries: Registries, file: string, text: string): Loaded {
  const document = readDocument(file, text);
  if (document.value === undefined && document.problems.length > 0) return { ok: false, problems: document.problems };
  const { value } = document;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const what = value === null || value === undefined ? 'the file is empty' : 'the file holds no sections';
    return {
      ok: false,
      problems: [
        ...document.problems,
        document.problem([], what, "Begin with 'monitors:', or let `npx tocsin init` write a first config."),
      ],
    };
  }
  const parsed = schema.safeParse(value);
  const shape = parsed.success
    ? []
    : schemaProblems(parsed.error.issues, document, (path) => keysAt(schema, path, value));
  const problems = [
    ...document.problems,
    ...shape,
    ...referenceProblems(document, registries),
    ...noMonitors(value, document),
  ];
  if (problems.length > 0 || !parsed.success) return { ok: false, problems: sorted(problems) };
  return {
    ok: true,
    plan: compile(parsed.data, registries),
    file,
    locations: namedLocations(parsed.data),
    installation: installationOf(parsed.data),
    vpcs: (parsed.data.locations ?? []).filter((place) => typeof place === 'object' && 'vpc' in place).length,
    notes: notes(document),
  };
}

function noMonitors(value: object, document: ReturnType<typeof readDocument>): readonly Problem[] {
  const monitors = 'monitors' in value ? value.monitors : undefined;
  const isEmpty = typeof monitors === 'object' && monitors !== null && Object.keys(monitors).length === 0;
  return isEmpty
    ? [
        document.problem(
          ['monitors'],
          'there is nothing to watch',
          'Add a monitor, as in shop: { url: https://shop.example.com/ }.',
        ),
      ]
    : [];
}

const sorted = (problems: readonly Problem[]) => [...problems].sort((a, b) => a.line - b.line || a.column - b.column);

type Text =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string; readonly remedy: string };

function readText(path: string): Text {
  try {
    return { ok: true, text: readFileSync(path, 'utf8') };
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
    const why: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such file',
      EISDIR: 'this is a directory',
      EACCES: 'the file may not be read',
    };
    return {
      ok: false,
      message: why[code] ?? `the file cannot be read (${code})`,
      remedy: 'Name the config with -f FILE, or let `npx tocsin init` write one.',
    };
  }
}
