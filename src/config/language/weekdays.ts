import * as z from 'zod';
import { WEEKDAYS, type Weekday } from '../../core/plan.ts';
import { suggest } from '../suggest.ts';

/** What a short wrong word was meant to be. */
const SHORT = WEEKDAYS.map((day) => day.slice(0, 3));

/** `monday`, `mon`, `Mondays`, as people write it; `undefined` for anything else. */
export function weekdayOf(text: string): Weekday | undefined {
  const word = text.trim().toLowerCase();
  return word.length < 3 ? undefined : WEEKDAYS.find((day) => day.startsWith(word) || `${day}s` === word);
}

/** One weekday. */
export const weekday = () =>
  z.string().transform((text, context) => {
    const day = weekdayOf(text);
    if (day) return day;
    context.addIssue(unknownDay(text));
    return z.NEVER;
  });

/** Weekdays as `mon-fri`, `monday`, or a list of either; in the order of the week, each once. */
export const weekdays = () =>
  z
    .union([z.string(), z.array(z.string()).min(1, 'name at least one day')], {
      error: 'write days as mon-fri, or as a list such as [sat, sun]',
    })
    .transform((written, context) => {
      const days = new Set<Weekday>();
      for (const text of [written].flat()) {
        const [first = '', last = first, ...more] = text.split('-');
        const [from, to] = [weekdayOf(first), weekdayOf(last)];
        if (from && to && more.length === 0) for (const day of between(from, to)) days.add(day);
        else context.addIssue(unknownDay(from ? last : first));
      }
      return WEEKDAYS.filter((day) => days.has(day));
    });

/** `fri-mon` goes over the end of the week. */
function between(from: Weekday, to: Weekday): readonly Weekday[] {
  const [start, end] = [WEEKDAYS.indexOf(from), WEEKDAYS.indexOf(to)];
  return WEEKDAYS.filter((_, i) => (start <= end ? start <= i && i <= end : i >= start || i <= end));
}

const unknownDay = (text: string) =>
  ({
    code: 'custom',
    message: `there is no day '${text.trim()}'`,
    params: { remedy: suggest(text.trim(), text.trim().length > 4 ? WEEKDAYS : SHORT) },
  }) as const;
