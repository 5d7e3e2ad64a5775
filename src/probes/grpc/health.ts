import type { Judged } from '../expect/evidence.ts';
import { bare } from '../wire/addresses.ts';
import type { Check } from '../wire/check.ts';
import { openConnection, type Sighting } from '../wire/connection.ts';
import { receive } from '../wire/exchange.ts';
import { type Failure, failure, isFailure } from '../wire/failure.ts';
import { sendHttp2 } from '../wire/http2.ts';
import type { Stopwatch } from '../wire/phases.ts';
import { excerpt, percentDecoded, remark } from '../wire/redact.ts';
import { readStatus, writeRequest } from './message.ts';

export interface HealthTarget {
  readonly host: string;
  readonly port: number;
  readonly service: string;
  readonly tls: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** Calls `grpc.health.v1.Health/Check` on a connection of its own; answers the status by its name in the protocol. */
export async function askHealth(
  check: Check,
  watch: Stopwatch,
  sighting: Sighting,
  { host, port, service, tls, headers }: HealthTarget,
): Promise<string | Failure> {
  const connection = await openConnection(check, watch, sighting, {
    host,
    port,
    ...(tls ? { tls: { protocols: ['h2'] } } : {}),
  });
  if (isFailure(connection)) return connection;
  try {
    if (tls && connection.protocol !== 'h2') return failure('grpc', 'does not agree on HTTP/2, which gRPC needs');
    const name = bare(host).includes(':') ? `[${bare(host)}]` : host;
    const waited = watch.start('wait');
    const incoming = await sendHttp2(
      connection.socket,
      {
        url: new URL(`${tls ? 'https' : 'http'}://${name}:${port}/grpc.health.v1.Health/Check`),
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/grpc',
          te: 'trailers',
          'grpc-timeout': `${Math.max(1, Math.floor(check.deadline.left()))}m`,
          'user-agent': 'tocsin',
        },
        body: writeRequest(service),
      },
      check.deadline,
    );
    waited();
    if (isFailure(incoming)) return incoming;
    const transferred = watch.start('transfer');
    const body = await receive(incoming, check.deadline);
    transferred();
    if (isFailure(body)) return body;
    if (incoming.status !== 200) {
      const code = incoming.status === 401 || incoming.status === 403 ? 'credentials' : 'grpc';
      return failure(code, `answers HTTP ${incoming.status} instead of gRPC`);
    }
    // Without a message, the status is in the headers ("Trailers-Only" of gRPC over HTTP/2).
    const said = { ...incoming.headers, ...incoming.trailers?.() };
    check.note(() => `← grpc-status ${said['grpc-status'] ?? 'none'}, ${body.length} bytes`);
    const refusal = refusalIn(check, said, service);
    return refusal ?? readStatus(body) ?? failure('grpc', 'answers with something that is no health status');
  } finally {
    connection.close();
  }
}

/** Names of gRPC's status codes, in their order. */
const STATUSES =
  'OK CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED RESOURCE_EXHAUSTED FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS UNAUTHENTICATED'.split(
    ' ',
  );

function refusalIn(check: Check, headers: Readonly<Record<string, string>>, service: string): Failure | undefined {
  const code = headers['grpc-status'];
  if (code === '0') return undefined;
  if (code === undefined) return failure('grpc', 'answers without a gRPC status: it is no gRPC server');
  const name = (/^\d+$/.test(code) && STATUSES[Number(code)]) || `the status "${excerpt(check.redact(code))}"`;
  const message = remark(check.redact(percentDecoded(headers['grpc-message'] ?? '')));
  const words: Readonly<Record<string, Failure>> = {
    NOT_FOUND: failure('grpc', `does not know the service ${excerpt(check.redact(service)) || '""'}`),
    UNIMPLEMENTED: failure('grpc', 'has no health service (grpc.health.v1)'),
    UNAUTHENTICATED: failure('credentials', `answers UNAUTHENTICATED${message ? `: ${message}` : ''}`),
    PERMISSION_DENIED: failure('credentials', `answers PERMISSION_DENIED${message ? `: ${message}` : ''}`),
  };
  return words[name] ?? failure('grpc', `answers ${name}${message ? `: ${message}` : ''}`);
}

export const judgeHealth = (check: Check, seen: string, service: string): Judged => ({
  name: 'health',
  expected: 'SERVING',
  seen,
  ok: seen === 'SERVING',
  code: 'grpc',
  says: `says ${seen}${service === '' ? '' : ` of ${excerpt(check.redact(service))}`}`,
});
