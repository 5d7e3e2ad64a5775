import { type Instant, MINUTE } from './instant.ts';
import { dateOf, wallAt } from './wall.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** `14:02` in the reader's IANA zone. */
export function clockTime(at: Instant, zone: string): string {
  const minutes = Math.floor((wallAt(at, zone) - dateOf(wallAt(at, zone))) / MINUTE);
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** Making a format costs a thousand times what using it does; there are as many as zones. */
function formatOf(zone: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${Object.entries(parts).join(' ')}`;
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

/** `Mon 28 Dec 08:00` in the reader's IANA zone, with the year where it is another than now's: for what may be weeks away. */
export function dateAndTime(at: Instant, zone: string, now: Instant): string {
  const year = (moment: Instant) => formatOf(zone, { year: 'numeric' }).format(moment);
  const date = formatOf(zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(at).replace(',', '');
  return `${date}${year(at) === year(now) ? '' : ` ${year(at)}`} ${clockTime(at, zone)}`;
}

/** `Thursday, 24 December 2026, 18:00` in the reader's IANA zone. */
export function fullDate(at: Instant, zone: string): string {
  const date = formatOf(zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(at);
  return `${date}, ${clockTime(at, zone)}`;
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
