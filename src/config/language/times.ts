import * as z from 'zod';
import { isZone } from '../../core/time/zone.ts';

/** An IANA time zone. */
export const zone = () =>
  z.string().refine(isZone, {
    error: (issue) => `'${String(issue.input)}' is not a time zone: write for example Europe/Madrid or UTC`,
  });

/** `09:00`, by a clock on the wall. */
export const timeOfDay = () =>
  z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day as "09:00", in quotes');

/** A date that there is, without a zone. */
export const localDate = () =>
  z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/, 'write a date as "2026-01-05", in quotes')
    .refine(isDate, 'there is no such date');

/** A date and time that there are, without a zone. */
export const localMoment = () =>
  z
    .string()
    .regex(
      /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/,
      'write a local moment as "2026-12-24T18:00", in quotes',
    )
    .refine((text) => isDate(text.slice(0, 10)), 'there is no such date');

/** False for 30 February and its like: the time library would refuse them when it matters. */
function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
