import * as z from 'zod';
import type { Finding } from '../core/check/check.ts';
import { inWords } from '../core/time/instant.ts';
import { duration } from '../fields/duration.ts';
import { credentialsIn, identity } from './auth/auth.ts';
import { defineProbe } from './define.ts';
import { conclude, concludeFailure, observeSighting } from './expect/conclude.ts';
import { judgeTime, responseTime } from './expect/time.ts';
import { judgeCertificate } from './expect/timing.ts';
import type { Driver } from './sql/driver.ts';
import { judgeRows, rowBounds } from './sql/judge.ts';
import { databaseUrl, loginOf } from './sql/login.ts';
import { mysql } from './sql/mysql.ts';
import { postgresql } from './sql/postgresql.ts';
import { runQuery } from './sql/query.ts';
import { startCheck } from './wire/check.ts';
import { openConnection, type Sighting } from './wire/connection.ts';
import { isFailure } from './wire/failure.ts';
import { stopwatch } from './wire/phases.ts';

/** By the scheme of the URL; `postgresql+asyncpg` and the like count by their first word. */
const DRIVERS: Readonly<Record<string, Driver>> = { postgresql, postgres: postgresql, mysql, mariadb: mysql };

const timing = {
  certificate: duration().optional().describe('valid for at least this long'),
  'response-time': responseTime(),
};

const shape = {
  url: databaseUrl(Object.keys(DRIVERS)).describe('postgresql://user:password@host:5432/database, or mysql://…'),
  tls: z
    .boolean()
    .optional()
    .describe('require TLS with a good certificate; absent: as `sslmode` in the URL says, otherwise no'),
  ca: z.string().optional().describe('authorities to trust in place of the public ones, as PEM'),
  'client-certificate': identity,
  query: z.string().min(1).default('select 1').describe('one statement, which may only read'),
  expect: z.strictObject({ ...rowBounds, ...timing }).default({}),
  warn: z.strictObject(timing).default({}),
};

/** A database lets us in and answers a query: what a pool that is full, or a disk that is, does not. */
export const sql = defineProbe({
  kind: 'sql',
  summary: 'PostgreSQL or MySQL: connect, log in, select 1',
  shape,
  async run(settings, context): Promise<Finding> {
    const { query, expect, warn } = settings;
    const watch = stopwatch();
    const sighting: Sighting = {};
    const { scheme, ...login } = loginOf(settings.url, settings.tls, (name) => DRIVERS[name]?.port ?? 0);
    const driver = DRIVERS[scheme]!;
    const { identity: shown, secrets = [] } = credentialsIn(settings);
    const about = { url: settings.url, ca: settings.ca, identity: shown, secrets: [...secrets, login.password] };
    const check = startCheck(about, context);
    const observed = () => ({ ...observeSighting(sighting), database: check.redact(login.database) });
    try {
      const connection = await openConnection(check, watch, sighting, { host: login.host, port: login.port });
      if (isFailure(connection)) return concludeFailure(check, connection, watch.read(), observed());
      const rows = await runQuery(check, watch, sighting, driver, connection.socket, login, query);
      if (isFailure(rows)) return concludeFailure(check, rows, watch.read(), observed());
      const phases = watch.read();
      const left = sighting.certificate ? { certificateLeft: sighting.certificate.left } : {};
      const judge = (wanted: typeof warn) => [
        ...(wanted.certificate === undefined ? [] : judgeCertificate(wanted.certificate, left)),
        ...judgeTime(wanted['response-time'], phases.total),
      ];
      return conclude(
        check,
        phases,
        { ...observed(), rows: rows.length },
        {
          expect: [...judgeRows(check, expect, rows), ...judge(expect)],
          warn: judge(warn),
          parts: [],
          fine: `answers in ${inWords(phases.total)}`,
        },
      );
    } finally {
      check.deadline.end();
    }
  },
});
