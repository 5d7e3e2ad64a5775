import type { CheckResult } from '../../core/check/check.ts';
import { isBad } from '../../core/check/look.ts';
import { SECOND } from '../../core/time/instant.ts';
import { deadline, LATE } from '../../wire/deadline.ts';
import type { EvidenceContext, Subject } from '../define.ts';

/** Looks that began together. `LATE`: the service gave no answer within `cap` milliseconds. */
export interface Burst {
  readonly location: string;
  readonly cap: number;
  readonly looks: readonly (CheckResult | typeof LATE)[];
}

/** What is left for putting it into words. */
const REST = SECOND;
/** Milliseconds below which an answer says nothing. */
const LEAST = 500;

/**
 * A few looks at once from the first location that sees it fail and can be asked. They are evidence, no checks: nothing
 * records them and no incident counts them. `why`: none were taken, though one would expect some.
 */
export async function burst(
  many: number,
  latest: readonly CheckResult[],
  { monitor, locations }: Subject,
  { looks }: EvidenceContext,
  left: number,
): Promise<Burst | { readonly why?: string }> {
  if (!monitor.light) return {};
  const failing = new Set(latest.filter(({ verdict }) => isBad(verdict)).map(({ location }) => location));
  const sees = locations.filter(({ name }) => failing.has(name));
  const location = (sees.length > 0 ? sees : locations).find(({ asked }) => asked)?.name;
  if (location === undefined)
    return { why: `${(sees[0] ?? locations[0])?.name ?? 'nobody'} looks by itself and cannot be asked` };
  const { way } = looks;
  const wait = Math.min(monitor.timeout + way, left - REST);
  const cap = Math.min(monitor.timeout, wait - way);
  if (cap < Math.min(LEAST, monitor.timeout)) return { why: 'no time was left' };
  // A look ends by its own timeout: where there was time for that, lateness is ours, not the service's (rule 7).
  const isCut = cap < monitor.timeout;
  const until = deadline(wait);
  const all = Array.from({ length: many }, () => until.wait(looks.once(location)).catch(() => undefined));
  const got = (await Promise.all(all)).filter((each) => each !== undefined);
  const taken = got.filter((each) => isCut || each !== LATE);
  return taken.length > 0 ? { location, cap, looks: taken } : { why: `${location} could not look in time` };
}
