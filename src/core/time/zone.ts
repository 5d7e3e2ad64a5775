import type { Instant } from './instant.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** `14:02` in the reader's IANA zone. */
export function clockTime(at: Instant, zone: string): string {
  return formatOf(zone, { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** Making a format costs a thousand times what using it does; there are as many as zones. */
function formatOf(zone: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${Object.keys(parts).join(' ')}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...parts });
    formats.set(key, format);
  }
  return format;
}

/** `Mon 08:00` in the reader's IANA zone: for what is more than a few hours away. */
export function dayAndTime(at: Instant, zone: string): string {
  return formatOf(zone, { weekday: 'short', hour: '2-digit', minute: '2-digit' }).format(at).replace(',', '');
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
