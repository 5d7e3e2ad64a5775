import * as z from 'zod';

/** More numbers than that nobody reads at night. */
const MOST = 5;
const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Queries by what they tell. That an expression is right only Prometheus knows; that it is whole shows here. */
export const queries = z
  .record(
    z.string().min(1).max(60, 'is too long a name: 60 characters at most'),
    z
      .string()
      .trim()
      .min(1, 'is empty: write an expression, as in sum(rate(http_requests_total[5m]))')
      .max(2_000, 'is too long: make a recording rule of it')
      .refine(isWhole, 'is not whole: a bracket or a quote has no partner'),
  )
  .refine((all) => Object.keys(all).length > 0, 'are none: name one, as in { "errors a second": sum(rate(…)) }')
  .refine((all) => Object.keys(all).length <= MOST, `are too many: keep the ${MOST} that tell most`)
  .describe('instant queries by what they tell, five at most: { "errors a second": sum(rate(…)) }');

/** Whether brackets and quotes close, whatever stands inside of quotes (PromQL: Go's strings). */
function isWhole(promql: string): boolean {
  const bare = promql.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`|#[^\n]*/g, '');
  if (/["'`]/.test(bare)) return false;
  const open: string[] = [];
  for (const sign of bare.replace(/[^()[\]{}]/g, ''))
    if (!PAIRS[sign]) open.push(sign);
    else if (open.pop() !== PAIRS[sign]) return false;
  return open.length === 0;
}
