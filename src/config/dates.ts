import { WEEKDAYS, type Weekday } from '../core/plan.ts';

/** The weekday of a date such as `2026-01-05`, whatever the zone. */
export const weekdayOfDate = (date: string): Weekday =>
  WEEKDAYS[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % WEEKDAYS.length]!;
