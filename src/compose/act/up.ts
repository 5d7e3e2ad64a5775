import type { Applied } from '../../core/remedy/remedy.ts';
import type { Compose } from '../cli.ts';
import { failureOf } from '../same.ts';

/** Milliseconds for `up`: with what is read before it, it ends within the minute that a remedy has. */
export const PATIENCE = 40_000;

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
