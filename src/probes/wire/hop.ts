import { inWords } from '../../core/time/instant.ts';
import type { Keep } from './body.ts';
import type { Check } from './check.ts';
import { type Connection, endpointOf, openConnection, type Sighting } from './connection.ts';
import { type Incoming, type Request, receive, send } from './exchange.ts';
import { type Failure, isFailure } from './failure.ts';
import { sendHttp2 } from './http2.ts';
import type { Stopwatch } from './phases.ts';
import { excerpt, showHeader, showUrl } from './redact.ts';

/** One request and its answer, on a connection of its own (W2). */
export interface Hop {
  readonly incoming: Incoming;
  /** Empty where the caller did not want it. */
  readonly body: Buffer;
}

/** Looks up, connects, secures, asks and reads; `wants` says what of the body is of interest. */
export async function hop(
  check: Check,
  watch: Stopwatch,
  sighting: Sighting,
  ask: Request,
  wants: (incoming: Incoming) => Keep | undefined,
  protocols?: readonly string[],
): Promise<Hop | Failure> {
  const connection = await openConnection(check, watch, sighting, endpointOf(ask.url, { protocols }));
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
  wants: (incoming: Incoming) => Keep | undefined,
): Promise<Hop | Failure> {
  check.note(() => `→ ${ask.method} ${showUrl(ask.url)}`);
  for (const [name, value] of Object.entries(ask.headers)) check.note(() => `  ${showHeader(name, value)}`);
  const waited = watch.start('wait');
  const incoming = await (connection.protocol === 'h2' ? sendHttp2 : send)(connection.socket, ask, check.deadline);
  const wait = waited();
  if (isFailure(incoming)) return incoming;
  const { httpVersion, status, reason } = incoming;
  check.note(() => `← HTTP/${httpVersion} ${status} ${excerpt(check.redact(reason))} (${inWords(wait)})`);
  for (const [name, value] of incoming.lines) check.note(() => `  ${showHeader(name, value)}`);
  const keep = wants(incoming);
  if (!keep) return { incoming, body: Buffer.alloc(0) };
  const transferred = watch.start('transfer');
  const body = await receive(incoming, check.deadline, keep);
  const transfer = transferred();
  if (isFailure(body)) return body;
  check.note(() => `  ${body.length} bytes of body (${inWords(transfer)})`);
  return { incoming, body };
}
