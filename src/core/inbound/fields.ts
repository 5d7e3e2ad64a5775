import type { Instant } from '../time/instant.ts';

/** A JSON object of somebody else's. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object; an empty one where it is none. */
export const fields = (value: unknown): Fields => (isFields(value) ? value : {});
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text that says something; `undefined` of everything else. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

/** Labels, dimensions, annotations: names with short values. */
export const labels = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(fields(value)).flatMap(([name, each]) =>
      typeof each === 'string' || typeof each === 'number' ? [[name, String(each)]] : [],
    ),
  );

/** An address to show as a link: http or https, without blanks and of a sane length; anything else is nothing. */
export const link = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length <= 300 && /^https?:\/\/[^\s<>"'\p{Cc}\p{Cf}]+$/u.test(value)
    ? value
    : undefined;

/** Go's zero time: "not yet". */
const NEVER = '0001-01-01T00:00:00';

/** RFC 3339, also with an offset as `+0000`. `null`: not yet, or not said. `undefined`: it is no moment. */
export function moment(value: unknown): Instant | null | undefined {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value)) return undefined;
  if (value.startsWith(NEVER)) return null;
  const at = Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isFinite(at) ? at : undefined;
}

/** Senders' clocks are not trusted: what they call the future is now (T3). */
export const notAfter = (at: Instant, now: Instant): Instant => Math.min(at, now);
