import type { IncomingMessage } from 'node:http';
import { inWords } from '../../core/time/instant.ts';
import type { Check } from './check.ts';
import { type Connection, endpointOf, openConnection, type Sighting } from './connection.ts';
import { type Request, receive, send } from './exchange.ts';
import { type Failure, isFailure } from './failure.ts';
import type { Stopwatch } from './phases.ts';
import { excerpt, showHeader, showUrl } from './redact.ts';

/** One request and its answer, on a connection of its own (W2). */
export interface Hop {
  readonly incoming: IncomingMessage;
  /** Empty where the caller did not want it. */
  readonly body: Buffer;
}

/** Looks up, connects, secures, asks and reads; `wants` says whether the body is of interest. */
export async function hop(
  check: Check,
  watch: Stopwatch,
  sighting: Sighting,
  ask: Request,
  wants: (incoming: IncomingMessage) => boolean,
): Promise<Hop | Failure> {
  const connection = await openConnection(check, watch, sighting, endpointOf(ask.url));
  if (isFailure(connection)) return connection;
  try {
    return await talk(check, watch, connection, ask, wants);
  } finally {
    connection.close();
  }
}

async function talk(
  check: Check,
  watch: Stopwatch,
  connection: Connection,
  ask: Request,
  wants: (incoming: IncomingMessage) => boolean,
): Promise<Hop | Failure> {
  check.note(() => `→ ${ask.method} ${showUrl(ask.url)}`);
  for (const [name, value] of Object.entries(ask.headers)) check.note(() => `  ${showHeader(name, value)}`);
  const waited = watch.start('wait');
  const incoming = await send(connection.socket, ask, check.deadline);
  const wait = waited();
  if (isFailure(incoming)) return incoming;
  const { httpVersion, statusCode, statusMessage = '' } = incoming;
  check.note(() => `← HTTP/${httpVersion} ${statusCode} ${excerpt(check.redact(statusMessage))} (${inWords(wait)})`);
  for (const [name, value] of pairs(incoming.rawHeaders)) check.note(() => `  ${showHeader(name, value)}`);
  if (!wants(incoming)) return { incoming, body: Buffer.alloc(0) };
  const transferred = watch.start('transfer');
  const body = await receive(incoming, check.deadline);
  const transfer = transferred();
  if (isFailure(body)) return body;
  check.note(() => `  ${body.length} bytes of body (${inWords(transfer)})`);
  return { incoming, body };
}

const pairs = (raw: readonly string[]): readonly (readonly [string, string])[] =>
  raw.flatMap((name, i) => (i % 2 === 0 ? [[name, raw[i + 1] ?? ''] as const] : []));
