import { type CaaRecord, type MxRecord, Resolver, type SoaRecord, type SrvRecord } from 'node:dns';
import { SECOND } from '../../core/time/instant.ts';
import { after, type Deadline, untilDeadline } from './deadline.ts';
import { errorCode, type Failure, failure, ourFailure } from './failure.ts';

/** Records of each type, as one line of text each. */
const TYPES = {
  A: (record: unknown) => String(record),
  AAAA: (record: unknown) => String(record),
  CNAME: (record: unknown) => String(record),
  NS: (record: unknown) => String(record),
  PTR: (record: unknown) => String(record),
  MX: (record: unknown) => `${(record as MxRecord).priority} ${(record as MxRecord).exchange}`,
  TXT: (record: unknown) => (record as readonly string[]).join(''),
  SRV: (record: unknown) => {
    const { priority, weight, port, name } = record as SrvRecord;
    return `${priority} ${weight} ${port} ${name}`;
  },
  SOA: (record: unknown) => {
    const { nsname, hostmaster, serial } = record as SoaRecord;
    return `${nsname} ${hostmaster} ${serial}`;
  },
  CAA: (record: unknown) => {
    const { critical, ...rest } = record as CaaRecord;
    const [tag, value] = Object.entries(rest).find(([key]) => key !== 'type') ?? ['', ''];
    return `${critical} ${tag} ${String(value)}`;
  },
} as const;

export type RecordType = keyof typeof TYPES;
export const RECORD_TYPES = Object.keys(TYPES) as [RecordType, ...RecordType[]];

const TRIES = 3;
const SILENT = new Set(['ETIMEOUT', 'ECANCELLED', 'ECANCELED']);

/** Asks name servers for records: three queries of a second each, on our own timer (W3). No record is an empty list. */
export async function queryRecords(
  name: string,
  type: RecordType,
  deadline: Deadline,
  nameServers?: readonly string[],
): Promise<readonly string[] | Failure> {
  const resolver = new Resolver({ tries: 1, timeout: SECOND });
  const servers = nameServers ?? resolver.getServers();
  for (let attempt = 0; attempt < TRIES && !deadline.passed(); attempt += 1) {
    // A dead first name server costs one attempt, not all of them.
    resolver.setServers([...servers.slice(attempt % servers.length), ...servers.slice(0, attempt % servers.length)]);
    const reply = await ask(resolver, name, type, deadline);
    if (typeof reply !== 'string') return reply.map(TYPES[type]);
    if (reply === 'ENODATA') return [];
    if (reply === 'ENOTFOUND') return failure('dns_nxdomain', `cannot be found: the name ${name} does not exist`);
    if (reply === 'EBADNAME') return failure('dns_nxdomain', `cannot be found: ${name} is not a valid name`);
    if (reply === 'ECONNREFUSED' && !nameServers)
      return ourFailure('could not be looked up: this location reaches no name server');
    if (!SILENT.has(reply) && reply !== 'ECONNREFUSED')
      return failure('dns_servfail', `cannot be looked up: the name server fails for ${name}`);
  }
  return failure('dns_timeout', `cannot be looked up: no name server answers for ${name}`);
}

/** Records, or the code of an error. */
function ask(
  resolver: Resolver,
  name: string,
  type: RecordType,
  deadline: Deadline,
): Promise<readonly unknown[] | string> {
  return untilDeadline<readonly unknown[] | string>(
    deadline,
    () => 'ETIMEOUT',
    (settle) => {
      const cancel = after(SECOND, () => settle('ETIMEOUT'));
      resolver.resolve(name, type, (error, records) =>
        settle(error ? errorCode(error) : [records].flat(type === 'TXT' ? 0 : 1)),
      );
      return () => {
        cancel();
        resolver.cancel();
      };
    },
  );
}
