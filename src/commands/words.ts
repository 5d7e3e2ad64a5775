import type { Verdict } from '../core/check/check.ts';
import type { Severity } from '../core/severity/severity.ts';
import type { Io } from './io.ts';

type Paint = (text: string) => string;

/** A sign and a word for each verdict: never colour alone. */
const SIGNS: Readonly<Record<Verdict, string>> = { up: '✓', degraded: '▲', down: '✗', unknown: '?' };

export const sign = (verdict: Verdict): string => SIGNS[verdict];

export function paintVerdict(verdict: Verdict, { colors }: Io): Paint {
  return { up: colors.green, degraded: colors.yellow, down: colors.red, unknown: colors.dim }[verdict];
}

export function paintSeverity(severity: Severity | null, { colors }: Io): Paint {
  if (severity === 'P1') return (text) => colors.bold(colors.red(text));
  if (severity === 'P2') return colors.red;
  return severity === null ? colors.dim : colors.yellow;
}

/** `14:02:10` on this machine's clock. */
export const wallClock = (at: number): string => {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((n) => String(n).padStart(2, '0')).join(':');
};

/** The text at most this wide, an ellipsis where it was longer. */
export const clip = (text: string, width: number): string =>
  width > 1 && [...text].length > width ? `${[...text].slice(0, width - 1).join('')}…` : text;

/** Columns as wide as their widest cell; the last is left as it is. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows.reduce<number[]>((all, row) => row.map((cell, i) => Math.max(all[i] ?? 0, [...cell].length)), []);
  return rows.map((row) =>
    row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0))).join('  '),
  );
}

/** Lines at most this wide, broken between words; a word that is longer stands alone. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && [...line].length + 1 + [...word].length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Parts with commas between them, as lines of at most this width where no single part is wider. */
export function fold(parts: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const [i, part] of parts.entries()) {
    const text = i < parts.length - 1 ? `${part},` : part;
    const last = lines.at(-1);
    if (last === undefined || [...last].length + 1 + [...text].length > width) lines.push(text);
    else lines[lines.length - 1] = `${last} ${text}`;
  }
  return lines;
}
