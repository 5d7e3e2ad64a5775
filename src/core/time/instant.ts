/** A moment in UTC: milliseconds since the Unix epoch (T1). Durations are milliseconds as well. */
export type Instant = number;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: SECOND, m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY };

/** Reads `90s`, `5m`, `1h30m`, `21d` into milliseconds; `undefined` where the text is not a duration. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d|w))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/g))
    total += Number(amount) * UNITS[unit!]!;
  return total;
}

/** Milliseconds in the words of a page: `45 s`, `5 min`, `1 h 30 min`, `3 d`. Rounded to what a reader needs. */
export function inWords(ms: number): string {
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / SECOND);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60)
    return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${Math.round(ms / DAY)} d`;
}

/** A countdown as a clock reads it: `3:12`, `1:05:00`. Negative counts as zero. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND));
  const two = (n: number) => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
