import { precise } from '../time/precise.ts';
import type { CheckResult } from './check.ts';

/**
 * Judges an `up` check against what is usual at this hour (`usual`, ms): `times` as long or longer is degraded. The
 * expectation is listed either way, so that people see what it is measured by. Others stay as they are: a failure says
 * more than its time, and a cold start is slow on our side (W8).
 */
export function againstUsual(result: CheckResult, usual: number | undefined, times: number): CheckResult {
  if (usual === undefined || result.verdict !== 'up' || result.cold) return result;
  const { total } = result.phases;
  const ok = total < times * usual;
  const row = {
    name: 'baseline',
    weight: 'warn',
    expected: `less than ${precise(times * usual)}, ${times} times the usual ${precise(usual)}`,
    seen: precise(total),
    ok,
    code: 'slow',
  } as const;
  const judged = { ...result, expectations: [...result.expectations, row] };
  if (ok) return judged;
  const factor = Math.floor((10 * total) / usual) / 10;
  const text = `takes ${precise(total)}, ${factor} times as long as usual at this hour (${precise(usual)})`;
  return { ...judged, verdict: 'degraded', code: 'slow', text };
}
