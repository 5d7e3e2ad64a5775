import { Temporal } from 'temporal-polyfill';
import { type Instant, MINUTE, parseDuration, SECOND } from '../time/instant.ts';
import type { SaidMoment } from './scenario.ts';

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;

/**
 * `2026-11-02T14:00` by the wall clock of a zone, or an instant with `Z` or an offset; `undefined` where it is neither.
 * A local time that a clock change skips moves to the next valid one; of two, the first counts (T1).
 */
export function instantOf(text: string, zone: string): Instant | undefined {
  try {
    return /(Z|[+-]\d\d:?\d\d)$/.test(text)
      ? Temporal.Instant.from(text).epochMilliseconds
      : Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return undefined;
  }
}

/**
 * A moment of a scenario: `5m` after its start, `14:05` the next time the zone's clocks show it, or a full date and
 * time. Its grain is as fine as it was written. `undefined` where the text is none of these.
 */
export function momentOf(text: string, start: Instant, zone: string): SaidMoment | undefined {
  const after = parseDuration(text);
  if (after !== undefined) return { at: start + after, grain: after % MINUTE === 0 ? MINUTE : SECOND };
  if (CLOCK.test(text)) return { at: nextAt(text, start, zone), grain: text.length > 5 ? SECOND : MINUTE };
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? instantOf(text, zone) : undefined;
  return at === undefined ? undefined : { at, grain: at % MINUTE === 0 ? MINUTE : SECOND };
}

function nextAt(time: string, from: Instant, zone: string): Instant {
  const today = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).toPlainDate();
  const on = (days: number) =>
    today.add({ days }).toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
  const first = on(0);
  // The minute that is running is not over yet.
  return first >= from - (from % MINUTE) ? first : on(1);
}

/** `14:06:10` by the clocks of a zone. */
export const clockAt = (at: Instant, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: 'second' });

/** `2026-11-02` by the calendar of a zone. */
export const dateAt = (at: Instant, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();

/** Milliseconds as a scenario writes them, to the second: `6m10s`, `1h5m`, `0s`. */
export function inUnits(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / SECOND);
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ] as const;
  return parts.flatMap(([amount, unit]) => (amount > 0 ? [`${amount}${unit}`] : [])).join('') || '0s';
}
