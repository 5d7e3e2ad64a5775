import { askJson, type Question, type Reply } from './ask.ts';
import type { Check } from './wire/check.ts';
import { type Failure, failure, isFailure } from './wire/failure.ts';
import type { Stopwatch } from './wire/phases.ts';
import { excerpt } from './wire/redact.ts';
import type { Authorise } from './wire/visit.ts';

/** Asks one API several times: paths in, documents out. */
export interface Api {
  (path: string, more?: Omit<Question, 'url' | 'headers'>): Promise<Reply | Failure>;
  /** A text of the config, fit for a sentence. */
  readonly quote: (text: string) => string;
}

export interface ApiOptions {
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly authorise?: Authorise | undefined;
  /** What refuses us when it answers 401 or 403, in words: `Grafana's service account token`. */
  readonly credential: string;
}

/** An API under one base URL. 401 and 403 are `credentials`: what is behind them was not seen, so nothing else is said of it. */
export function apiOf(check: Check, watch: Stopwatch, { base, headers, authorise, credential }: ApiOptions): Api {
  const ask = async (path: string, more: Omit<Question, 'url' | 'headers'> = {}): Promise<Reply | Failure> => {
    const url = new URL(path.replace(/^\//, ''), base.endsWith('/') ? base : `${base}/`);
    const reply = await askJson(check, watch, { url: url.href, headers, authorise, ...more });
    if (isFailure(reply)) return reply;
    if (reply.status === 401)
      return failure('credentials', `answers 401: ${credential} is not accepted, or has expired`);
    if (reply.status === 403) return failure('credentials', `answers 403: ${credential} has no right to this`);
    return reply;
  };
  return Object.assign(ask, { quote: (text: string) => excerpt(check.redact(text)) });
}

/** Parts of JSON that nobody promised: anything else than a list is an empty one. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Anything else than an object is an empty one. */
export const group = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

export const textAt = (value: unknown, key: string): string => {
  const found = group(value)[key];
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : '';
};
