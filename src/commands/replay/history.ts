import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { DataError } from '../../adapters/node/data-error.ts';
import { openData } from '../../adapters/node/open.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import type { History } from '../../core/incident/history.ts';
import { groupOfId } from '../../core/incident/transact.ts';
import { reasonOf } from '../../core/reason.ts';
import { rowsOf } from '../../web/view/timeline.ts';
import { client } from '../client.ts';
import { EXIT, Failure, type Io } from '../io.ts';

export interface From {
  readonly data?: string;
  readonly url?: string;
}

/** Where a data directory is looked for when no Tocsin answers. */
const DATA = '.tocsin';

/** Enough to tell a history from another file; what is inside was written by Tocsin itself. */
const history = z.looseObject({
  version: z.literal(1),
  incident: z.looseObject({ id: z.string(), group: z.string() }),
  rows: z.array(z.looseObject({ at: z.number(), lines: z.array(z.looseObject({ at: z.number(), text: z.string() })) })),
  policy: z.looseObject({ hash: z.string() }).nullable(),
  plan: z.looseObject({}).nullable(),
});

/** The record of an incident: from a file, from the data of a stopped Tocsin, or from a running one. Throws a Failure that names the remedy. */
export async function historyOf(incident: string, { data, url }: From, io: Io): Promise<History> {
  if (/\.json$/.test(incident)) return fromFile(incident, io);
  if (data !== undefined) return fromData(incident, resolve(io.directory, data));
  const own = resolve(io.directory, DATA);
  try {
    return await fromRunning(incident, url, io);
  } catch (error) {
    // Nobody answers: perhaps it is stopped, and what it wrote is here.
    if (url !== undefined || !(error instanceof Failure) || !existsSync(own)) throw error;
    return fromData(incident, own);
  }
}

const fromRunning = async (incident: string, url: string | undefined, io: Io): Promise<History> =>
  asHistory(
    await client(url === undefined ? {} : { url }, io).get(`/api/incidents/${encodeURIComponent(incident)}/history`),
    'its answer',
  );

function fromFile(file: string, io: Io): History {
  try {
    return asHistory(JSON.parse(readFileSync(resolve(io.directory, file), 'utf8')), file);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${file} cannot be read: ${reasonOf(error)}`, EXIT.config, { cause: error });
  }
}

async function fromData(id: string, directory: string): Promise<History> {
  if (!existsSync(directory))
    throw new Failure(`there is no data in ${directory}: name its directory with --data`, EXIT.config);
  const data = open(directory);
  try {
    const head = await data.incidents.head(groupOfId(id));
    const incident = head?.id === id ? head : await data.incidents.archived(id);
    if (!incident) throw new Failure(`there is no incident '${id}' in ${directory}`);
    const [rows, policy] = await Promise.all([rowsOf(incident, data.incidents), data.policies.get(incident.policy)]);
    return { version: 1, incident, rows, policy, plan: null };
  } finally {
    data.close();
  }
}

function open(directory: string) {
  try {
    return openData({ directory, clock: systemClock });
  } catch (error) {
    if (error instanceof DataError) throw new Failure(error.message, EXIT.notOk, { cause: error });
    throw error;
  }
}

function asHistory(value: unknown, where: string): History {
  const read = history.safeParse(value);
  if (read.success) return read.data as unknown as History;
  throw new Failure(`${where} is no history of an incident: take it from GET /api/incidents/ID/history`, EXIT.config);
}
