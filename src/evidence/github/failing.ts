import type { GitHub } from '../../probes/github/api.ts';
import { causeOf } from '../../probes/github/cause.ts';
import { isFailure } from '../../probes/wire/failure.ts';
import type { RecentRun } from './runs.ts';
import { nameOf } from './words.ts';

const BAD: ReadonlySet<string> = new Set(['failure', 'timed_out', 'startup_failure']);

/** Where the last failing run failed, in a line; `why`: what kept it from being seen. */
export async function failingPlace(
  github: GitHub,
  runs: readonly RecentRun[],
): Promise<{ readonly lines: readonly string[]; readonly why?: string }> {
  const bad = runs.find(({ conclusion }) => BAD.has(conclusion ?? ''));
  if (!bad) return { lines: [] };
  const cause = await causeOf(github, bad);
  if (isFailure(cause)) return { lines: [], why: cause.text };
  if (cause.job === '') return { lines: [] };
  const step = cause.step ? `, step "${cause.step}"` : '';
  const says = cause.line ? `: ${cause.line}` : '';
  return { lines: [`${nameOf(bad)} failed at "${cause.job}"${step}${says}`] };
}
