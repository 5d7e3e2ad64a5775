/** The last exception of a log: `KeyError: 'SECRET_KEY' (app/config.py:12)`. */
export interface Exception {
  readonly line: string;
  /** Where in the program's own code, if in any. */
  readonly at?: string;
}

const BEGIN = 'Traceback (most recent call last):';
const FRAME = /^\s*File "([^"]+)", line (\d+)/;
/** What a program did not write itself. */
const FOREIGN = /site-packages|dist-packages|\/lib\/python\d|^<frozen/;

/** The last one: where another was raised while one was handled, that is what the program ended with. */
export function lastTraceback(lines: readonly string[]): Exception | undefined {
  const begin = lines.findLastIndex((line) => line.includes(BEGIN));
  if (begin < 0) return undefined;
  // A prefix of a log's collector stands before every line alike.
  const indent = lines[begin]!.indexOf(BEGIN);
  const block = lines.slice(begin + 1).map((line) => line.slice(indent));
  const end = block.findIndex((line) => /^[A-Za-z_][\w.]*(?::|$)/.test(line));
  if (end < 0) return undefined;
  const frames = block.slice(0, end).flatMap((line) => {
    const [, file, number] = FRAME.exec(line) ?? [];
    return file === undefined ? [] : [{ file, number }];
  });
  const own = frames.findLast(({ file }) => !FOREIGN.test(file)) ?? frames.at(-1);
  return { line: block[end]!.trim(), ...(own && { at: `${shortened(own.file)}:${own.number}` }) };
}

/** The end of a path says enough. */
const shortened = (file: string): string => file.split('/').filter(Boolean).slice(-3).join('/');

/** Lines of logs that are JSON hold a traceback in one of them. */
export const unfolded = (lines: readonly string[]): readonly string[] =>
  lines.flatMap((line) => {
    if (!line.startsWith('{') || !line.includes(`${BEGIN}\\n`)) return [line];
    const [text = ''] = line.slice(line.indexOf(BEGIN)).split(/(?<!\\)"/, 1);
    return text.replaceAll('\\"', '"').split('\\n');
  });
