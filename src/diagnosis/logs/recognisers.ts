/** What kinds of thing a log gives away. */
export type SignKind =
  | 'database unreachable'
  | 'database credentials'
  | 'database missing'
  | 'database full'
  | 'peer unreachable'
  | 'port in use'
  | 'variable missing'
  | 'config refused'
  | 'module missing'
  | 'disk full'
  | 'out of memory'
  | 'python error'
  | 'node error';

/** What a log gives away of a cause, in words. */
export interface Sign {
  readonly is: SignKind;
  readonly text: string;
}

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
  found(
    'database missing',
    /Unknown database '[^']+'|Can't locate revision identified by '[^']+'|Table '[^']+' doesn't exist|Unknown column '[^']+'/,
  ),
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
    /Can't connect to (?:local )?(?:MySQL )?server (?:on|through socket) '[^']+'(?: \([^)]*\))?|Can't reach database server at [^\n]+/,
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
  found('port in use', /EADDRINUSE[^\n]*|[Aa]ddress already in use/),
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
  found(
    'module missing',
    /ModuleNotFoundError: No module named '[^']+'|ImportError: [^\n]+|Could not import module "[^"]+"/,
  ),
  found('module missing', /Could not find a production build in the '[^']+' directory/),
  found(
    'module missing',
    /exec (?:user process caused|[^\s:]+): .*?(?:exec format error|no such file or directory|permission denied)/,
  ),
  found('peer unreachable', /(?:ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN) [\w.:-]+/),
  found(
    'peer unreachable',
    /Error \d+ connecting to [\w.-]+:\d+\. [^.\n]+|Max retries exceeded with url: [^\s?]*|\b(?:httpx|httpcore|aiohttp)[\w.]*\.Connect(?:ion)?(?:Error|Timeout)[^\n]*/,
  ),
  found(
    'peer unreachable',
    /connect\(\) failed \([^)]*\) while connecting to upstream|no live upstreams while connecting to upstream|upstream timed out \([^)]*\)/,
  ),
  // After the port in use, which nginx calls an emergency as well.
  found('config refused', /\[emerg\] .*/, ([line]) => line.replace(/^\[emerg\] (?:\d+#\d+: )?/, 'nginx: ')),
  found(
    'config refused',
    /Error loading config \([^)]*\).*|Datasource provisioning error: .*|Failed to start grafana\. error: .*/,
  ),
];

/** What one line gives away, if anything. */
export function signOf(line: string): Sign | undefined {
  for (const { is, pattern, words } of RECOGNISERS) {
    const match = pattern.exec(line);
    if (match) return { is, text: words ? words(match) : match[0] };
  }
  return undefined;
}
