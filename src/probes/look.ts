import type { CheckResult, Finding } from '../core/check/check.ts';
import type { Code } from '../core/check/codes.ts';
import type { ProbeContext, ProbeKind } from './define.ts';
import { errorMessage } from './wire/failure.ts';
import { stopwatch } from './wire/phases.ts';
import { excerpt, redactor } from './wire/redact.ts';

export type Look = Finding & Pick<CheckResult, 'retried'>;

/** Less time than this is not worth a second look, in milliseconds. */
const WORTH_REPEATING = 250;
/** Codes that running out of time yields. */
const TIMEOUTS: ReadonlySet<Code> = new Set(['deadline', 'connect_timeout', 'tls_timeout', 'dns_timeout']);

/**
 * Looks once, and where that fails once more at once, on a fresh connection and inside the same timeout (I1). A repeat
 * that passes is what counts, with the first look beside it (I2). Never throws: what goes wrong here is `unknown`.
 */
export async function look(kind: ProbeKind, settings: unknown, context: ProbeContext): Promise<Look> {
  const watch = stopwatch();
  const first = await once(kind, settings, context);
  const left = context.timeout - watch.read().total;
  if (first.verdict !== 'down' || left < WORTH_REPEATING) return first;
  const second = await once(kind, settings, { ...context, timeout: left });
  if (second.verdict === 'up' || second.verdict === 'degraded')
    return { ...second, retried: { code: first.code, text: first.text } };
  // A repeat that merely ran out of what was left says less than the first look.
  const saysLess = second.verdict === 'unknown' || (TIMEOUTS.has(second.code) && !TIMEOUTS.has(first.code));
  return saysLess ? first : second;
}

async function once(kind: ProbeKind, settings: unknown, context: ProbeContext): Promise<Finding> {
  const watch = stopwatch();
  try {
    return await kind.run(settings as Parameters<typeof kind.run>[0], context);
  } catch (error) {
    const why = excerpt(redactor(context.secrets)(errorMessage(error)));
    return {
      verdict: 'unknown',
      code: 'unknown',
      text: `could not be checked: ${why}`,
      phases: watch.read(),
      expectations: [],
      failingParts: [],
      observed: {},
    };
  }
}
