import { isCollection, isMap, isNode, isPair, isScalar, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import { reasonOf } from '../core/reason.ts';
import type { Problem } from './problem.ts';

export type Path = readonly PropertyKey[];

/** A config file as read: its value, where everything stands, and what YAML itself finds wrong. */
export interface ConfigDocument {
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** A problem at a path; of a path that does not exist, at the nearest one above. `key`: at the key itself, not its value. */
  problem(path: Path, message: string, remedy: string, key?: boolean): Problem;
}

/** Parses YAML; duplicate keys (two monitors of one name) and syntax errors are problems with their place. */
export function readDocument(file: string, text: string): ConfigDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems: Problem[] = document.errors.map((error) => ({
    file,
    ...place(error.pos[0]),
    path: '',
    message: firstSentence(error.message),
    remedy: 'Mend the YAML here first.',
  }));
  if (isNode(document.contents)) problems.push(...duplicates(document.contents, [], file, place));
  const offsetOf = (path: Path, key: boolean) => offset(document.contents, path, key);
  let value: unknown;
  try {
    value = problems.some((problem) => problem.path === '') ? undefined : document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    // An alias without its anchor, or too many of them.
    problems.push({
      file,
      line: 1,
      column: 1,
      path: '',
      message: firstSentence(reasonOf(error)),
      remedy: 'Mend the YAML first.',
    });
  }
  return {
    value,
    problems,
    problem: (path, message, remedy, key = false) => ({
      file,
      ...place(offsetOf(path, key)),
      path: path.map(String).join('.'),
      message,
      remedy,
    }),
  };
}

const firstSentence = (text: string) => text.split('\n')[0]!.replace(/[.:]$/, '');

type Place = (offset: number) => { line: number; column: number };

function duplicates(node: Node, path: readonly string[], file: string, place: Place): Problem[] {
  if (!isCollection(node)) return [];
  const found: Problem[] = [];
  const seen = new Map<string, number>();
  for (const [i, item] of node.items.entries()) {
    const key = isMap(node) && isPair(item) && isScalar(item.key) ? String(item.key.value) : String(i);
    const at = isMap(node) && isPair(item) && isNode(item.key) ? (item.key.range?.[0] ?? 0) : 0;
    const first = seen.get(key);
    if (isMap(node) && first !== undefined) {
      found.push({
        file,
        ...place(at),
        path: [...path, key].join('.'),
        message: `'${key}' is already there, on line ${place(first).line}`,
        remedy: 'Rename one of them.',
      });
    }
    seen.set(key, first ?? at);
    const value = isPair(item) ? item.value : item;
    if (isNode(value)) found.push(...duplicates(value, [...path, key], file, place));
  }
  return found;
}

function offset(root: unknown, path: Path, key: boolean): number {
  let node = root;
  let at = 0;
  for (const [i, step] of path.entries()) {
    const pair = pairOf(node, step);
    if (!pair) return at;
    const [keyAt, valueAt] = [start(pair.key), start(pair.value)];
    const last = i === path.length - 1;
    at = (last && key ? keyAt : (valueAt ?? keyAt)) ?? at;
    node = pair.value;
    // A block's value begins on a later line than its key: the key is what people look for.
    if (isCollection(node) && keyAt !== undefined && !node.flow) at = keyAt;
  }
  return at;
}

function pairOf(node: unknown, step: PropertyKey): Pick<Pair, 'key' | 'value'> | undefined {
  if (!isCollection(node)) return undefined;
  if (isMap(node)) return node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(step));
  const item = node.items[Number(step)];
  return item === undefined ? undefined : { key: item, value: item };
}

const start = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);
