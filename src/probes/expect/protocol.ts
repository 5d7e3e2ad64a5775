import * as z from 'zod';
import type { Evidence, Judged } from './evidence.ts';

/** At most this many redirects; `false`: none. */
export const redirects = z.union([z.literal(false), z.int().min(0).max(10)]);

export function judgeRedirects(wanted: number | false, { redirects: seen }: Evidence): readonly Judged[] {
  const most = wanted === false ? 0 : wanted;
  const says = `redirects ${times(seen)} instead of ${most === 0 ? 'not at all' : `at most ${times(most)}`}`;
  return [
    { name: 'redirects', expected: `at most ${most}`, seen: `${seen}`, ok: seen <= most, code: 'redirect_limit', says },
  ];
}

/** YAML reads an unquoted 1.1 as a number; both are meant. */
export const httpVersion = z.union([z.enum(['1.0', '1.1', '2', '2.0']), z.literal(1), z.literal(1.1), z.literal(2)], {
  error: 'write 1.0, 1.1 or 2',
});

/** What to offer in the TLS handshake: HTTP/2 only where somebody wants to know about it. */
export const protocolsFor = (...wanted: readonly (z.output<typeof httpVersion> | undefined)[]) =>
  wanted.some((version) => Number(version) === 2) ? ['h2', 'http/1.1'] : undefined;

export function judgeHttpVersion(
  wanted: z.output<typeof httpVersion>,
  { httpVersion: seen }: Evidence,
): readonly Judged[] {
  const expected = Number(wanted).toFixed(1);
  const says = `answers with HTTP/${seen} instead of HTTP/${expected}`;
  return [{ name: 'http-version', expected, seen, ok: seen === expected, code: 'protocol_error', says }];
}

const times = (n: number): string => (n === 1 ? 'once' : `${n} times`);
