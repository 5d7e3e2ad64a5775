import { clockAt, dateAt } from '../../core/scenario/moment.ts';
import type { Instant } from '../../core/time/instant.ts';
import { atOf, isSame, type Row } from '../../simulation/replay/compare.ts';
import type { Entry } from '../../simulation/scenario/account.ts';
import { type Io, plain } from '../io.ts';
import { weekday } from '../simulate/timeline.ts';
import { wrap } from '../words.ts';

/** Then on the left, now on the right, a line or more each; `-` only then, `+` only now, `*` in other words. */
export function columns(rows: readonly Row[], zone: string, width: number, io: Io): readonly string[] {
  const { colors } = io;
  const wide = Math.floor((width - 17) / 2);
  const head = `  ${''.padEnd(8)}  ${'then'.padEnd(wide)}  | now`;
  let day = '';
  return [
    colors.bold(head),
    ...rows.flatMap((row) => {
      const today = dateAt(atOf(row), zone);
      const heading = today === day ? [] : [colors.dim(`  ${weekday(today)} ${today}`)];
      day = today;
      const lines = rowLines(row, zone, wide);
      return [...heading, ...lines.map(painter(row, io))];
    }),
  ];
}

function painter(row: Row, { colors }: Io): (text: string) => string {
  if (isSame(row)) return (text) => text;
  return row.then && row.now ? colors.yellow : row.then ? colors.red : colors.green;
}

function rowLines(row: Row, zone: string, wide: number): readonly string[] {
  const mark = isSame(row) ? ' ' : row.then && row.now ? '*' : row.then ? '-' : '+';
  const [left, right] = [cell(row.then, wide), cell(row.now, wide)];
  const clock = clockAt(atOf(row), zone);
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => {
    const stamp = i === 0 ? `${mark} ${clock}` : ''.padEnd(10);
    return `${stamp}  ${(left[i] ?? '').padEnd(wide)}  | ${right[i] ?? ''}`.trimEnd();
  });
}

const cell = (entry: Entry | undefined, wide: number): readonly string[] =>
  entry === undefined ? [] : wrap(plain(entry.text), wide);

/** When it happened, for the heading: `Mon 2026-11-02 14:00:58`. */
export const whenIn = (at: Instant, zone: string): string => {
  const day = dateAt(at, zone);
  return `${weekday(day)} ${day} ${clockAt(at, zone)}`;
};
