import type { Expectation } from '../../core/check/check.ts';

/** What an answer showed, as far as expectations look at it. */
export interface Evidence {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly httpVersion: string;
  readonly redirects: number;
  /** Texts that `contains`, `absent` and `matches` look at: the body, and for a page what a visitor reads too. */
  readonly texts: readonly string[];
  /** The parsed body; parsed once, when first asked for. */
  json(): Json;
  /** Milliseconds from the start to the last byte, redirects included. */
  readonly responseTime: number;
  /** Milliseconds until the certificate expires; absent without TLS. */
  readonly certificateLeft?: number;
  /** What the peer or the config said, fit for a sentence: without secrets, short, one line. */
  quote(text: string): string;
  /** Milliseconds that are left for looking. */
  left(): number;
}

export type Json = { readonly value: unknown } | { readonly problem: string };

/** An expectation as judged; `says` is the sentence where it is broken: `answers 500 instead of 200`. */
export interface Judged extends Omit<Expectation, 'weight'> {
  readonly says: string;
}

/** Parses a body as JSON; what is wrong with it is data. A byte order mark is not JSON (RFC 8259 §8.1). */
export function lazyJson(text: string): () => Json {
  let parsed: Json | undefined;
  return () => {
    parsed ??= parse(text);
    return parsed;
  };
}

function parse(text: string): Json {
  if (text.startsWith('\uFEFF')) return { problem: 'starts with a byte order mark' };
  if (text.trim() === '') return { problem: 'is empty' };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { problem: 'is not JSON' };
  }
}
