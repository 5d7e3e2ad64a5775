import type { Check } from './wire/check.ts';
import { type Failure, failure, isFailure } from './wire/failure.ts';
import type { Stopwatch } from './wire/phases.ts';
import { type Answer, type Seen, visit } from './wire/visit.ts';

export interface Question {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly body?: string;
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
  { url, headers = {}, method = 'GET', body }: Question,
): Promise<Reply | Failure> {
  const ask = { url, method, headers: { accept: 'application/json', ...headers }, body, follow: true, read: true };
  const seen = await visit(check, ask, watch);
  const { outcome } = seen;
  if (isFailure(outcome)) return outcome;
  return { status: outcome.status, value: parsed(outcome.body), answer: outcome, seen };
}

/** The failure of an answer that is not the JSON which its API documents. */
export const notAsDocumented = (what: string): Failure =>
  failure('json', `answers ${what} in a form that is not its API's`);

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
