import type { Check } from './wire/check.ts';
import { type Failure, isFailure } from './wire/failure.ts';
import type { Stopwatch } from './wire/phases.ts';
import { type Answer, type Authorise, type Seen, visit } from './wire/visit.ts';

export interface Question {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly body?: string;
  readonly authorise?: Authorise | undefined;
}

/** What a JSON API answered. `value` is `undefined` where the body is not JSON. */
export interface Reply {
  readonly status: number;
  readonly value: unknown;
  readonly answer: Answer;
  readonly seen: Seen;
}

/** Asks a JSON API under the check's rules; all questions of one check share its stopwatch. */
export async function askJson(
  check: Check,
  watch: Stopwatch,
  { url, headers = {}, method = 'GET', body, authorise }: Question,
): Promise<Reply | Failure> {
  const typed: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  const ask = {
    url,
    method,
    headers: { accept: 'application/json', ...typed, ...headers },
    body,
    authorise,
    follow: true,
    read: 'all' as const,
  };
  const seen = await visit(check, ask, watch);
  const { outcome } = seen;
  if (isFailure(outcome)) return outcome;
  return { status: outcome.status, value: parsed(check.redact(outcome.body.toString('utf8'))), answer: outcome, seen };
}

/** Secrets go before anything is quoted: half of one in a shortened text would be found by nobody (W7). */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
