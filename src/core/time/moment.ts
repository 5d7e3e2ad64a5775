import { Temporal } from 'temporal-polyfill';
import type { Instant } from './instant.ts';

/**
 * Milliseconds from one local moment (`2026-12-24T18:00`) to another by the clocks of a zone: where clocks are changed
 * in between, an hour less or more. Of a moment that comes twice the first one starts and the last one ends (T1).
 * Throws a RangeError on what is no moment.
 */
export function lengthBetween(from: string, to: string, zone: string): number {
  const at = (text: string, disambiguation: 'compatible' | 'later'): Instant =>
    Temporal.PlainDateTime.from(text).toZonedDateTime(zone, { disambiguation }).epochMilliseconds;
  return at(to, 'later') - at(from, 'compatible');
}
