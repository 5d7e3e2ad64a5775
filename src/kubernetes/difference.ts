import { plainLine } from '../core/message/plain.ts';
import type { PodTemplate } from './object.ts';
import { withoutHash } from './template.ts';

/** Lines, and characters of a value, that people read before they approve. */
const [LINES, VALUE] = [12, 60];
/** Values under such names may be secrets: that they differ is enough. */
const SECRET = /auth|cookie|cred|key|pass|private|pwd|secret|sig|token/i;
const NAMED = ['name', 'containerPort', 'mountPath', 'key', 'ip'] as const;

/**
 * What changes from one template to another, a line each, as `spec.containers.backend.image: 1.8.3 → 1.8.2`. Entries of
 * lists are told apart by their names, as kubectl does, so that an order is no difference. Pure.
 */
export function differenceOf(from: PodTemplate, to: PodTemplate): readonly string[] {
  const [before, after] = [leavesOf(withoutHash(from)), leavesOf(withoutHash(to))];
  const lines = [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .toSorted()
    .map((path) => `${path}: ${shown(path, before.get(path))} → ${shown(path, after.get(path))}`);
  return lines.length <= LINES ? lines : [...lines.slice(0, LINES - 1), `and ${lines.length - LINES + 1} more`];
}

function leavesOf(value: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  if (Array.isArray(value)) {
    for (const [nth, each] of value.entries()) leavesOf(each, below(path, nameIn(each) ?? String(nth)), found);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) leavesOf(each, below(path, key), found);
  } else if (value !== undefined && value !== null) found.set(path, String(value));
  return found;
}

const below = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

function nameIn(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const of = entry as Readonly<Record<string, unknown>>;
  const key = NAMED.find((each) => typeof of[each] === 'string' || typeof of[each] === 'number');
  return key && String(of[key]);
}

function shown(path: string, value: string | undefined): string {
  if (value === undefined) return 'nothing';
  return SECRET.test(path) ? '(not shown)' : plainLine(value, VALUE);
}
