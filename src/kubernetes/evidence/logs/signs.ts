import { plainLine } from '../../../core/message/plain.ts';
import type { Finding } from '../finding.ts';
import { lastTraceback, unfolded } from './traceback.ts';

/** Characters of what was said. */
const SAID = 200;
/** Characters of a line that are looked at. */
const LOOKED_AT = 4_000;

/** What a log gives away of a cause, the most telling first. */
export type Sign = Pick<Finding, 'is' | 'text'>;

interface Recogniser {
  readonly is: Sign['is'];
  /** In the words of the program, or of ours where those say it better; the last line that fits. */
  readonly pattern: RegExp;
  readonly words?: (match: RegExpExecArray) => string;
}

const found = (is: Sign['is'], pattern: RegExp, words?: Recogniser['words']): Recogniser => ({
  is,
  pattern,
  ...(words && { words }),
});

/** What programs say, as PostgreSQL, MySQL, Python, Node and Next.js spell it. The first row that fits a line counts. */
const RECOGNISERS: readonly Recogniser[] = [
  found(
    'database credentials',
    /password authentication failed for user "([^"]+)"/,
    ([, user]) => `password authentication failed for user "${user}" (PostgreSQL)`,
  ),
  found('database credentials', /no pg_hba\.conf entry for host .*/),
  found('database credentials', /Access denied for user '[^']*'@'[^']*'(?: to database '[^']*')?/),
  found('database missing', /(?:database|relation|role|column|schema) "[^"]+"(?: of relation "[^"]+")? does not exist/),
  found('database missing', /Unknown database '[^']+'|Table '[^']+' doesn't exist|Unknown column '[^']+'/),
  found(
    'database full',
    /sorry, too many clients already|remaining connection slots are reserved[^"]*|too many connections(?: for \w+ "[^"]+")?/i,
  ),
  found(
    'database full',
    /QueuePool limit of size \d+ overflow \d+ reached|Timed out fetching a new connection from the connection pool/,
  ),
  found(
    'database unreachable',
    /connection to server at "([^"]+)"[^\n]*? port (\d+) failed: ([^\n]+)/,
    ([, host, port, why]) => `database ${host}:${port}: ${why}`,
  ),
  found(
    'database unreachable',
    /could not connect to server: [^\n]+|could not translate host name "[^"]+" to address[^\n]*/,
  ),
  found(
    'database unreachable',
    /Can't connect to (?:local )?(?:MySQL )?server (?:on|through socket) '[^']+'[^\n]*|Can't reach database server at [^\n]+/,
  ),
  found(
    'database unreachable',
    /Connect call failed \('([^']+)', (5432|3306)\b.*?\)/,
    ([, host, port]) => `database ${host}:${port}: connection refused`,
  ),
  found('database unreachable', /(?:ECONNREFUSED|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH) [\w.:-]+:(?:5432|3306)\b/),
  found(
    'database unreachable',
    /the database system is (?:starting up|shutting down|in recovery mode)|MySQL server has gone away|Lost connection to (?:MySQL )?server[^\n]*|server closed the connection unexpectedly|terminating connection due to administrator command/,
  ),
  found('port in use', /(?:EADDRINUSE|[Aa]ddress already in use)[^\n]*/),
  found('disk full', /(?:ENOSPC|No space left on device)[^\n]*/),
  found(
    'out of memory',
    /JavaScript heap out of memory|\bMemoryError\b|[Cc]annot allocate memory|Worker \(pid:\d+\) was sent SIGKILL! Perhaps out of memory\?|\bOOMKilled\b/,
  ),
  found('variable missing', /KeyError: '([A-Z][A-Z0-9_]{2,})'/, ([, name]) => `KeyError: '${name}'`),
  found(
    'variable missing',
    /(?:[Mm]issing|[Uu]ndefined|[Uu]nset|[Ii]nvalid) (?:required )?env(?:ironment)?(?: variables?)?:? .+/,
  ),
  found(
    'variable missing',
    /(?:[Ee]nvironment variable )?\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b (?:environment variable )?(?:is not set|is not defined|is required|must be set)[^\n]*/,
  ),
  found('module missing', /Cannot find (?:module|package) '[^']+'/),
  found('module missing', /ModuleNotFoundError: No module named '[^']+'|ImportError: [^\n]+/),
  found('module missing', /Could not find a production build in the '[^']+' directory/),
];

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

function signOf(line: string): Sign | undefined {
  for (const { is, pattern, words } of RECOGNISERS) {
    const match = pattern.exec(line);
    if (match) return { is, text: words ? words(match) : match[0] };
  }
  return undefined;
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
