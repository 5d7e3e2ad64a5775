import type { Instant } from './instant.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** `14:02` in the reader's IANA zone. */
export function clockTime(at: Instant, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    formats.set(zone, format);
  }
  return format.format(at);
}

/** True where `Intl` knows the zone by this name. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
