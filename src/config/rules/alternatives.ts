import type { Path } from '../document.ts';
import type { Problem } from '../problem.ts';
import type { Raw } from '../raw.ts';
import type { Site } from './site.ts';

/**
 * Of sets of keys exactly one has to be there, whole: `[['every', 'for'], ['from', 'to']]`. Checked beside the schema,
 * which says nothing of what belongs together as long as anything else is wrong.
 */
export function alternatives(
  { problem }: Site,
  path: Path,
  raw: Raw,
  sets: readonly (readonly string[])[],
): readonly Problem[] {
  const begun = sets.filter((keys) => keys.some((key) => key in raw));
  const [first, second] = begun;
  const choice = sets.map((keys) => keys.map((key) => `'${key}'`).join(' with ')).join(', or ');
  if (!first) return [problem(path, `one of these is missing: ${choice}`, 'Write one of them.')];
  if (second) {
    const [kept, extra] = [first, second].map((keys) => keys.find((key) => key in raw)!) as [string, string];
    return [problem([...path, extra], `'${extra}' and '${kept}' do not go together`, `Write ${choice}.`, true)];
  }
  return first
    .filter((key) => !(key in raw))
    .map((key) => {
      const given = first.find((other) => other in raw)!;
      return problem([...path, given], `'${given}' needs '${key}' beside it`, `Add '${key}'.`, true);
    });
}
