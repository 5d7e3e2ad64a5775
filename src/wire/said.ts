/** The JSON in a body; `undefined` where there is none. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a service said: one line, 200 characters at most, without the secrets it may have repeated (W7). */
export function said(text: string, secrets: readonly string[]): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, '[redacted]'), line).slice(0, 200);
}
