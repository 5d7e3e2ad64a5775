import * as z from 'zod';
import type { Finding } from '../core/check/check.ts';
import { inWords } from '../core/time/instant.ts';
import { defineProbe } from './define.ts';
import { judgePointing, pointsAt } from './dns/pointing.ts';
import { comparable } from './dns/same.ts';
import { nameServer, serverAddress } from './dns/server.ts';
import { conclude, concludeFailure } from './expect/conclude.ts';
import type { Judged } from './expect/evidence.ts';
import { judgeTime, responseTime, timeOnly } from './expect/time.ts';
import { hostName } from './target.ts';
import { type Check, startCheck } from './wire/check.ts';
import { where } from './wire/dial.ts';
import { type Failure, failure, isFailure } from './wire/failure.ts';
import { stopwatch } from './wire/phases.ts';
import { queryRecords, RECORD_TYPES, type RecordType } from './wire/query.ts';
import { excerpt } from './wire/redact.ts';

const record = z.string().min(1);
const records = z.union([record.transform((one) => [one]), z.array(record).min(1)]);

const shape = {
  name: hostName().describe('the name to look up'),
  type: z.enum(RECORD_TYPES).default('A'),
  server: nameServer().optional().describe('the name server to ask, as address or address:port; absent: the system’s'),
  expect: z
    .strictObject({
      contains: records.optional().describe('records that have to be among the answers: "10 mail.example.com" for MX'),
      equals: records.optional().describe('exactly these records, in any order'),
      'points-at': pointsAt.optional().describe('addresses, or names of load balancers, that it has to lead to'),
      'response-time': responseTime(),
    })
    .default({}),
  warn: timeOnly(),
};

/** A name as name servers know it, and whether it leads where it should. */
export const dns = defineProbe({
  kind: 'dns',
  summary: 'records of a name, and whether it points at the addresses it should',
  shape,
  async run({ name, type, server, expect, warn }, context): Promise<Finding> {
    const watch = stopwatch();
    const check = startCheck({ host: server === undefined ? name : serverAddress(server).host }, context);
    try {
      const nameServers = server === undefined ? check.nameServers : [server];
      const refused = server === undefined ? undefined : refusal(check, server);
      if (refused) return concludeFailure(check, refused, watch.read(), {});
      const looked = watch.start('dns');
      const found = await queryRecords(name, type, check.deadline, nameServers);
      looked();
      if (isFailure(found)) return concludeFailure(check, found, watch.read(), {});
      check.note(() => `${name} ${type}: ${found.join(', ') || 'nothing'}`);
      const wanted = expect['points-at'];
      const followed = watch.start('dns');
      const pointing = wanted ? await judgePointing(check, name, wanted, nameServers) : [];
      followed();
      if (isFailure(pointing)) return concludeFailure(check, pointing, watch.read(), {});
      const phases = watch.read();
      const some = expect.contains ?? expect.equals ?? wanted;
      // Where a name points is judged by both families, whichever of them was asked for.
      const pointed = wanted !== undefined && (type === 'A' || type === 'AAAA') && !expect.contains && !expect.equals;
      return conclude(
        check,
        phases,
        { records: excerpt(found.join(', ') || 'none') },
        {
          expect: [
            ...((found.length === 0 && !pointed) || !some ? [judgeAny(name, type, found)] : []),
            ...(expect.contains ?? []).map((each) => judgeContains(type, each, found)),
            ...(expect.equals ? [judgeEquals(type, expect.equals, found)] : []),
            ...pointing,
            ...judgeTime(expect['response-time'], phases.total),
          ],
          warn: judgeTime(warn['response-time'], phases.total),
          parts: [],
          fine: `leads to ${excerpt(found.join(', '))} in ${inWords(phases.total)}`,
        },
      );
    } finally {
      check.deadline.end();
    }
  },
});

/** A name server is connected to like any other peer, so that the same addresses are refused (W5). */
function refusal(check: Check, server: string): Failure | undefined {
  const { host, port } = serverAddress(server);
  const why = check.guard(host, port, host);
  return why === undefined
    ? undefined
    : failure('blocked_address', `cannot be looked up: ${where(host, port)} is not asked: ${why}`);
}

const judgeAny = (name: string, type: RecordType, found: readonly string[]): Judged => ({
  name: 'records',
  expected: `at least one ${type}`,
  seen: `${found.length}`,
  ok: found.length > 0,
  code: 'dns_nxdomain',
  says: `cannot be found: the name ${name} has no ${type} record`,
});

const judgeContains = (type: RecordType, wanted: string, found: readonly string[]): Judged => ({
  name: `contains ${excerpt(wanted)}`,
  expected: wanted,
  seen: excerpt(found.join(', ') || 'nothing'),
  ok: found.some((each) => comparable(type, each) === comparable(type, wanted)),
  code: 'dns_mismatch',
  says: `has no ${type} record ${excerpt(wanted)}, but ${excerpt(found.join(', ') || 'none at all')}`,
});

function judgeEquals(type: RecordType, wanted: readonly string[], found: readonly string[]): Judged {
  const plain = (all: readonly string[]) => new Set(all.map((each) => comparable(type, each)));
  const [a, b] = [plain(wanted), plain(found)];
  const expected = wanted.join(', ');
  return {
    name: 'equals',
    expected,
    seen: excerpt(found.join(', ') || 'nothing'),
    ok: a.size === b.size && [...a].every((each) => b.has(each)),
    code: 'dns_mismatch',
    says: `has the ${type} records ${excerpt(found.join(', ') || 'none')} instead of ${excerpt(expected)}`,
  };
}
