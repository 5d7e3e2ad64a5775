import { describe, expect, it } from '@jest/globals';
import { signsIn } from '../../../src/diagnosis/logs/signs.ts';
import { NAUGHTY, OBEYED } from '../../support/naughty.ts';

const traceback = (exception: string, ...frames: readonly string[]) =>
  ['INFO:     Started', 'Traceback (most recent call last):', ...frames, exception, 'INFO:     Stopping'].join('\n');
const frame = (file: string, line: number) => `  File "${file}", line ${line}, in load\n    value = read()`;
const OWN = frame('/srv/app/config.py', 12);
const FOREIGN = frame('/usr/local/lib/python3.12/os.py', 685);

describe('what a log gives away', () => {
  it.each([
    [
      'FATAL:  password authentication failed for user "shop"',
      'database credentials',
      'password authentication failed for user "shop" (PostgreSQL)',
    ],
    [
      "(1045, \"Access denied for user 'shop'@'10.0.0.3' (using password: YES)\")",
      'database credentials',
      "Access denied for user 'shop'@'10.0.0.3'",
    ],
    ['FATAL:  database "shop" does not exist', 'database missing', 'database "shop" does not exist'],
    ['ProgrammingError: relation "orders" does not exist', 'database missing', 'relation "orders" does not exist'],
    ['(1049, "Unknown database \'shop\'")', 'database missing', "Unknown database 'shop'"],
    ['FATAL:  sorry, too many clients already', 'database full', 'sorry, too many clients already'],
    ['ERROR 1040 (HY000): Too many connections', 'database full', 'Too many connections'],
    [
      'connection to server at "db" (10.0.0.9), port 5432 failed: Connection refused',
      'database unreachable',
      'database db:5432: Connection refused',
    ],
    [
      "(2003, \"Can't connect to MySQL server on 'db' ([Errno 111] Connection refused)",
      'database unreachable',
      "Can't connect to MySQL server on 'db' ([Errno 111] Connection refused)",
    ],
    [
      "OSError: [Errno 111] Connect call failed ('10.0.0.9', 5432)",
      'database unreachable',
      'database 10.0.0.9:5432: connection refused',
    ],
    ['Error: connect ECONNREFUSED 10.0.0.9:5432', 'database unreachable', 'ECONNREFUSED 10.0.0.9:5432'],
    ['FATAL:  the database system is starting up', 'database unreachable', 'the database system is starting up'],
    [
      'Error: listen EADDRINUSE: address already in use :::3000',
      'port in use',
      'EADDRINUSE: address already in use :::3000',
    ],
    [
      "[Errno 98] error while attempting to bind on address ('0.0.0.0', 8000): address already in use",
      'port in use',
      'address already in use',
    ],
    ["Error: Cannot find module '/app/server.js'", 'module missing', "Cannot find module '/app/server.js'"],
    [
      "ModuleNotFoundError: No module named 'fastapi'",
      'module missing',
      "ModuleNotFoundError: No module named 'fastapi'",
    ],
    [
      "Error: Could not find a production build in the '.next' directory.",
      'module missing',
      "Could not find a production build in the '.next' directory",
    ],
    [
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
      'out of memory',
      'JavaScript heap out of memory',
    ],
    [
      '[CRITICAL] Worker (pid:7) was sent SIGKILL! Perhaps out of memory?',
      'out of memory',
      'Worker (pid:7) was sent SIGKILL! Perhaps out of memory?',
    ],
    ['OSError: [Errno 28] No space left on device', 'disk full', 'No space left on device'],
    [
      'Missing required environment variable: DATABASE_URL',
      'variable missing',
      'Missing required environment variable: DATABASE_URL',
    ],
    ['Error: NEXT_PUBLIC_API_BASE_URL is not set', 'variable missing', 'NEXT_PUBLIC_API_BASE_URL is not set'],
  ])('%s', (line, is, text) => expect(signsIn(`INFO: starting\n${line}\n`)).toEqual([{ is, text }]));

  it.each([
    [
      'ERROR:    Error loading ASGI app. Could not import module "main".',
      'module missing',
      'Could not import module "main"',
    ],
    ['exec /usr/local/bin/app: exec format error', 'module missing', 'exec /usr/local/bin/app: exec format error'],
    [
      "alembic.util.exc.CommandError: Can't locate revision identified by 'abc'",
      'database missing',
      "Can't locate revision identified by 'abc'",
    ],
    [
      'TypeError: fetch failed, cause: Error: connect ECONNREFUSED 10.0.0.4:8000',
      'peer unreachable',
      'ECONNREFUSED 10.0.0.4:8000',
    ],
    [
      'nginx: [emerg] host not found in upstream "backend" in /etc/nginx/conf.d/default.conf:5',
      'config refused',
      'nginx: host not found in upstream "backend" in /etc/nginx/conf.d/default.conf:5',
    ],
    [
      '2026/11/02 14:01:00 [emerg] 1#1: bind() to 0.0.0.0:80 failed (98: Address already in use)',
      'port in use',
      'Address already in use',
    ],
    [
      '2026/11/02 14:01:00 [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.1',
      'peer unreachable',
      'connect() failed (111: Connection refused) while connecting to upstream',
    ],
    [
      'level=error msg="Error loading config (--config.file=/etc/prometheus/prometheus.yml)" err="yaml: line 3"',
      'config refused',
      'Error loading config (--config.file=/etc/prometheus/prometheus.yml)" err="yaml: line 3"',
    ],
    ['Error: getaddrinfo ENOTFOUND backend-service', 'peer unreachable', 'ENOTFOUND backend-service'],
    [
      'redis.exceptions.ConnectionError: Error 111 connecting to redis:6379. Connection refused.',
      'peer unreachable',
      'Error 111 connecting to redis:6379. Connection refused',
    ],
  ])('%s', (line, is, text) => expect(signsIn(line)).toEqual([{ is, text }]));

  it('of whatever a program prints is no more than one harmless line each, and soon', () => {
    const began = performance.now();
    for (const text of [
      ...NAUGHTY,
      'A_'.repeat(100_000),
      `KeyError: '${'A'.repeat(100_000)}'`,
      '{"Traceback (most recent call last):\\n'.repeat(9_000),
    ])
      for (const { text: said } of signsIn(`FATAL:  database "${text}" does not exist\n${text}`)) {
        expect([...said].length).toBeLessThanOrEqual(200);
        expect(said).not.toMatch(OBEYED);
      }
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('names the exception of a traceback, and where in the own code it was', () => {
    expect(signsIn(traceback("KeyError: 'SECRET_KEY'", OWN, FOREIGN))).toEqual([
      { is: 'variable missing', text: "KeyError: 'SECRET_KEY' (srv/app/config.py:12)" },
    ]);
    expect(signsIn(traceback('ZeroDivisionError: division by zero', OWN))).toEqual([
      { is: 'python error', text: 'ZeroDivisionError: division by zero (srv/app/config.py:12)' },
    ]);
    expect(signsIn('Traceback (most recent call last):\n  File "a.py", line 1')).toEqual([]);
  });

  it('takes the last of several, also behind a prefix or within JSON', () => {
    const first = traceback('ValueError: first', OWN);
    expect(signsIn(`${first}\nDuring handling of the above\n${traceback('app.Broken: second', OWN)}`)).toEqual([
      { is: 'python error', text: 'app.Broken: second (srv/app/config.py:12)' },
    ]);
    const prefixed = first.replace(/^/gm, '[web] ');
    const json = JSON.stringify({ level: 'error', exc_info: first.replace('\nINFO:     Stopping', ''), logger: 'app' });
    for (const text of [prefixed, json])
      expect(signsIn(text)).toEqual([{ is: 'python error', text: 'ValueError: first (srv/app/config.py:12)' }]);
  });

  it('says which settings are missing, as pydantic finds them', () => {
    const below = [
      'SECRET_KEY',
      '  Field required [type=missing, input_value={}, input_type=dict]',
      'workers',
      '  Input should be a valid integer, unable to parse [type=int_parsing]',
    ];
    const text = traceback('pydantic_core._pydantic_core.ValidationError: 2 validation errors for Settings', OWN);
    expect(signsIn(text.replace('\nINFO:     Stopping', `\n${below.join('\n')}`))).toEqual([
      {
        is: 'variable missing',
        text: 'Settings: SECRET_KEY is missing, workers: Input should be a valid integer, unable to parse',
      },
    ]);
  });

  it("names Node's error above its stack", () => {
    expect(
      signsIn(
        "TypeError: Cannot read properties of undefined (reading 'id')\n    at page (/app/.next/server/p.js:1:2)",
      ),
    ).toEqual([{ is: 'node error', text: "TypeError: Cannot read properties of undefined (reading 'id')" }]);
  });

  it('finds nothing in what runs well', () => {
    expect(signsIn('INFO: 10.0.0.1 - "GET /health HTTP/1.1" 200 OK\nINFO: connected to database\n')).toEqual([]);
  });
});
