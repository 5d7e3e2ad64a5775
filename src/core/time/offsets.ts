import { Temporal } from 'temporal-polyfill';
import type { Instant } from './instant.ts';

/** A stretch in which a zone keeps one offset from UTC (ms, east positive); `from <= at < until`. */
export interface OffsetStretch {
  readonly from: Instant;
  readonly until: Instant;
  readonly offset: number;
}

/**
 * What the time library said, by zone. Asking it costs some 12 microseconds, a look into this list a hundredth of
 * that, and a simulator asks millions of times. It holds facts of the time zone database, two a year and zone, and only
 * of years that were asked for: nothing here can become wrong, or grow without end.
 */
const known = new Map<string, OffsetStretch[]>();

/** The zone's offset at a moment, and from when until when it holds (infinite where it never changes). Throws on a zone that there is not. */
export function offsetAt(at: Instant, zone: string): OffsetStretch {
  let stretches = known.get(zone);
  if (!stretches) {
    stretches = [];
    known.set(zone, stretches);
  }
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (stretches[middle]!.until <= at) low = middle + 1;
    else high = middle;
  }
  const found = stretches[low];
  if (found && found.from <= at) return found;
  const asked = ask(at, zone);
  stretches.splice(low, 0, asked);
  return asked;
}

function ask(at: Instant, zone: string): OffsetStretch {
  const now = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  // "Previous" is strictly before: a change at this very moment counts as the start of this stretch.
  const before = now.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const after = now.getTimeZoneTransition('next');
  return {
    from: before?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: after?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: Math.round(now.offsetNanoseconds / 1e6),
  };
}
