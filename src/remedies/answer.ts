import * as z from 'zod';
import { jsonIn, said } from '../wire/said.ts';

/** What of a remedy's settings may hold a secret. */
export interface Confidential {
  readonly plan: string;
  readonly apply: string;
  readonly verify: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly secret?: string | undefined;
}

/** The reason a service gives for refusing, fit for a timeline. */
export function reasonIn(body: string, secrets: readonly string[]): string | undefined {
  const parsed = z.object({ reason: z.string().min(1) }).safeParse(jsonIn(body));
  return parsed.success ? said(parsed.data.reason, secrets) : undefined;
}

const NAMES_A_SECRET = /auth|cookie|key|pass|secret|sig|token/i;

/** The secrets in a webhook's settings, the longest first. */
export function secretsIn({ plan, apply, verify, headers, secret }: Confidential): readonly string[] {
  const urls = [plan, apply, verify].flatMap((text) => URL.parse(text) ?? []);
  const inUrls = urls.flatMap(({ username, password, searchParams }) => [
    ...[username, password].map(decoded),
    ...[...searchParams].flatMap(([name, value]) => (NAMES_A_SECRET.test(name) ? [value] : [])),
  ]);
  const inHeaders = Object.entries(headers).flatMap(([name, value]) =>
    NAMES_A_SECRET.test(name) ? [value.trim(), ...value.trim().split(/\s+/)] : [],
  );
  // Words like `Bearer` or `1` are no secrets, and blotting them out would make a reason unreadable.
  return [...(secret ? [secret] : []), ...[...inUrls, ...inHeaders].filter((text) => text.length >= 6)]
    .filter((text) => !/^(basic|bearer|digest)$/i.test(text))
    .sort((a, b) => b.length - a.length);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
