import type { Violation } from '../history.ts';
import { isOver, type Seen } from '../seen.ts';

/** One writer at a time: versions go up by one, nothing that was written down is missing, ended incidents are archived. */
export function store({ history, groups }: Seen): readonly Violation[] {
  const found: Violation[] = [];
  const filed = new Set(history.rows.map((row) => `${row.incident}/${row.version}`));
  const archived = new Set(history.archived);
  for (const commits of groups.values()) {
    for (const { at, head, was } of commits) {
      if (head.version !== (was?.version ?? 0) + 1)
        found.push({
          rule: 'rule 2',
          at,
          text: `${head.id}: version ${head.version} was written onto ${was?.version ?? 0}`,
        });
      if (was && was.run.number > head.run.number)
        found.push({
          rule: 'rule 1',
          at,
          text: `${head.id}: run ${was.run.number} was followed by run ${head.run.number}`,
        });
    }
    const last = commits.at(-1)!;
    for (const { at, head } of commits) {
      const row = head.unfiled && `${head.id}/${head.unfiled.version}`;
      // The newest row of a group is filed before its next write.
      if (row && head.version === head.unfiled?.version && head !== last.head && !filed.has(row))
        found.push({
          rule: 'rule 5',
          at,
          text: `${head.id}: what was written at version ${head.version} was never filed`,
        });
    }
    for (const id of new Set(commits.map(({ head }) => head.id)))
      if (id !== last.head.id && !archived.has(id))
        found.push({ rule: 'rule 5', at: last.at, text: `${id} was never archived` });
    if (isOver(last.head) && last.at < history.calm && !archived.has(last.head.id) && history.delays.length === 0)
      found.push({ rule: 'rule 5', at: last.at, text: `${last.head.id} ended and was not archived` });
  }
  return found;
}

/** Nothing is thrown that nobody injected. */
export const surprises = ({ history }: Seen): readonly Violation[] =>
  history.surprises.map((text) => ({ rule: 'no surprises', at: history.end, text }));
