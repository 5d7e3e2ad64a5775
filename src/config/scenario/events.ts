import type { ConfigDocument } from '../document.ts';
import { keysAt } from '../keys.ts';
import type { Problem } from '../problem.ts';
import { schemaProblems } from '../sentences.ts';
import { suggest } from '../suggest.ts';
import { EVENTS, type EventKind, type ParsedEvent } from './language.ts';

const KINDS = Object.keys(EVENTS) as EventKind[];
const SHARED = ['at', 'for', 'from', 'why', 'does', 'becomes', 'within', 'by', 'text', 'code', 'would'];

/** An event, checked by the row of the one key that says what kind it is; or everything that is wrong with it. */
export function readEvent(
  raw: Readonly<Record<string, unknown>>,
  i: number,
  document: ConfigDocument,
): { readonly parsed?: ParsedEvent; readonly problems: readonly Problem[] } {
  const path = ['events', i];
  const [kind, other] = KINDS.filter((key) => key in raw);
  // `remedy` is also what a person approves.
  const both = kind === 'person' && other === 'remedy';
  if (kind === undefined)
    return { problems: [document.problem(path, 'the event names nothing that it happens to', remedyFor(raw))] };
  if (other !== undefined && !both)
    return {
      problems: [
        document.problem(
          [...path, other],
          `one event is about one thing: here are '${kind}' and '${other}'`,
          'Make two events of it.',
          true,
        ),
      ],
    };
  const schema = EVENTS[kind];
  const found = schema.safeParse(raw);
  if (found.success) return { parsed: { kind, event: found.data } as ParsedEvent, problems: [] };
  const issues = found.error.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
  return { problems: schemaProblems(issues, document, (at) => keysAt(schema, at.slice(path.length), raw)) };
}

function remedyFor(raw: Readonly<Record<string, unknown>>): string {
  const own = Object.keys(raw).find((key) => !SHARED.includes(key));
  const near = own === undefined ? '' : suggest(own, KINDS);
  return near.startsWith('Did') ? near : `Add one of ${KINDS.join(', ')}.`;
}
