import type { Applied } from '../../core/remedy/remedy.ts';
import type { Compose } from '../cli.ts';
import { failureOf } from '../same.ts';

/** Milliseconds for reading, and for `up` after it: within the minute that a remedy has. */
export const WHOLE = 50_000;
/** With less of that left nothing is begun: it would go on while others already look what became of it. Milliseconds. */
export const LEAST = 20_000;
export const SLOW = 'Docker took so long to answer that there is no time left for it';

/** What both do and neither may: nothing else is begun, built or fetched. */
const QUIETLY = ['up', '-d', '--no-deps', '--no-build', '--pull', 'never'] as const;

/** The words that come to so many containers of a service. */
export const upWords = (
  words: readonly string[],
  service: string,
  count: number,
  how: '--no-recreate' | '--force-recreate',
): readonly string[] => [...words, ...QUIETLY, how, '--scale', `${service}=${count}`, service];

/** Runs it, once. What failed may have been done in part: that is for whoever verifies (G5). `timeout`: milliseconds. */
export async function up(compose: Compose, words: readonly string[], timeout: number): Promise<Applied> {
  const ran = await compose(words, timeout);
  if (ran.is === 'ended' && ran.code === 0) return { is: 'applied' };
  return { is: ran.is === 'not started' ? 'refused' : 'unknown', why: failureOf(ran) };
}
