import type { Diagnosis } from './diagnosis.ts';

/** Bytes of a diagnosis as JSON: what an incident can carry. */
const MOST = 15_000;
/** Characters of why something is missing, where all of it is too much. */
const WHY = 120;

/** What is given up one by one where a diagnosis is too large, what says least first; `undefined` where there is none of it left. */
const LESS: readonly ((diagnosis: Diagnosis) => Diagnosis | undefined)[] = [
  shorter('usage', 3),
  shorter('changed', 4),
  shorter('warnings', 4),
  // The oldest line of the longest log: its end says how it ended.
  (diagnosis) => {
    const { logs = [] } = diagnosis;
    const longest = logs.toSorted((a, b) => b.lines.length - a.lines.length)[0];
    if (!longest || longest.lines.length <= 4) return undefined;
    return { ...diagnosis, logs: logs.map((log) => (log === longest ? { ...log, lines: log.lines.slice(1) } : log)) };
  },
  shorter('troubles', 3),
  shorter('revisions', 2),
  (diagnosis) => {
    const cut = Object.entries(diagnosis.missing).map(([what, why]) => [what, why.slice(0, WHY)]);
    const missing = Object.fromEntries(cut) as Diagnosis['missing'];
    return JSON.stringify(missing) === JSON.stringify(diagnosis.missing) ? undefined : { ...diagnosis, missing };
  },
  shorter('ingresses', 1),
  shorter('services', 1),
  shorter('nodes', 1),
  shorter('causes', 3),
  shorter('logs', 0),
  shorter('warnings', 0),
  shorter('revisions', 0),
  shorter('troubles', 1),
];

/** A diagnosis that is no larger than can be kept, whatever a cluster has. */
export function fitted(diagnosis: Diagnosis, most = MOST): Diagnosis {
  let left = diagnosis;
  for (const less of LESS) {
    for (let next: Diagnosis | undefined = left; next; next = less(left)) {
      left = next;
      if (sizeOf(left) <= most) return left;
    }
  }
  return left;
}

const sizeOf = (diagnosis: Diagnosis): number => Buffer.byteLength(JSON.stringify(diagnosis));

/** Without the last of a list, down to so many. */
function shorter(
  name:
    | 'usage'
    | 'changed'
    | 'warnings'
    | 'troubles'
    | 'revisions'
    | 'ingresses'
    | 'services'
    | 'nodes'
    | 'causes'
    | 'logs',
  least: number,
) {
  return (diagnosis: Diagnosis): Diagnosis | undefined => {
    const list = diagnosis[name] ?? [];
    return list.length <= least ? undefined : { ...diagnosis, [name]: list.slice(0, -1) };
  };
}
