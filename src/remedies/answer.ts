import * as z from 'zod';

/** What of a remedy's settings may hold a secret. */
export interface Confidential {
  readonly plan: string;
  readonly apply: string;
  readonly verify: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly secret?: string | undefined;
}

/** The JSON in a body; `undefined` where there is none. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The reason a service gives for refusing, fit for a timeline. */
export function reasonIn(body: string, secrets: readonly string[]): string | undefined {
  const parsed = z.object({ reason: z.string().min(1) }).safeParse(jsonIn(body));
  return parsed.success ? said(parsed.data.reason, secrets) : undefined;
}

/** What a service said: one line, 200 characters at most, without the secrets it may have repeated (W7). */
export function said(text: string, secrets: readonly string[]): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, '[redacted]'), line).slice(0, 200);
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
