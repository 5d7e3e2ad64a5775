import { plainLine } from '../../core/message/plain.ts';
import { type Sign, signOf } from './recognisers.ts';
import { lastTraceback, unfolded } from './traceback.ts';

/** Characters of what was said. */
const SAID = 200;
/** Characters of a line that are looked at. */
const LOOKED_AT = 4_000;

/** The last of each kind that a log gives away. A traceback says what its exception says, and where. */
export function signsIn(text: string): readonly Sign[] {
  const lines = unfolded(text.split('\n')).map((line) => line.slice(0, LOOKED_AT));
  const signs = new Map<Sign['is'], string>();
  for (const line of lines) {
    const sign = signOf(line);
    if (sign) signs.set(sign.is, sign.text);
  }
  const settings = settingsError(lines);
  if (settings !== undefined) signs.set('variable missing', settings);
  const exception = lastTraceback(lines);
  if (exception && settings === undefined) {
    const { is } = signOf(exception.line) ?? { is: 'python error' as const };
    const said = signs.get(is) ?? exception.line;
    if (is !== 'python error' || signs.size === 0)
      signs.set(is, exception.at === undefined ? said : `${said} (${exception.at})`);
  }
  if (signs.size === 0) {
    const thrown = nodeError(lines);
    if (thrown !== undefined) signs.set('node error', thrown);
  }
  return [...signs].map(([is, said]) => ({ is, text: plainLine(said, SAID) }));
}

const SETTINGS = /ValidationError: \d+ validation errors? for (\w*(?:Settings|Config)\w*)/;

/** What pydantic says of settings stands on the lines below: the field, and what is wrong with it. */
function settingsError(lines: readonly string[]): string | undefined {
  const at = lines.findLastIndex((line) => SETTINGS.test(line));
  if (at < 0) return undefined;
  const below = lines.slice(at + 1, at + 1 + 60);
  const fields = below.flatMap((line, n) => {
    const why = below[n + 1]?.trim() ?? '';
    if (!/^[A-Za-z_][\w.]*$/.test(line) || !below[n + 1]?.startsWith(' ')) return [];
    return [/^field required/i.test(why) ? `${line} is missing` : `${line}: ${why.replace(/\s*[[(].*$/, '')}`];
  });
  const [, name] = SETTINGS.exec(lines[at]!)!;
  return `${name}: ${fields.slice(0, 4).join(', ') || 'not valid'}`;
}

/** The last error of Node with the frames of a stack below it. */
function nodeError(lines: readonly string[]): string | undefined {
  const at = lines.findLastIndex(
    (line, n) => /\b[A-Z]\w*Error(?: \[\w+\])?: \S/.test(line) && /^\s+at /.test(lines[n + 1] ?? ''),
  );
  return at < 0 ? undefined : /[A-Z]\w*Error(?: \[\w+\])?: .*/.exec(lines[at]!)![0];
}
