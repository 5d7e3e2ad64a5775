import type { Code } from '../../core/check/codes.ts';
import { errorCode, errorMessage, type Failure, failure, ourFailure } from './failure.ts';

type Row = readonly [code: Code, text: string];

/** What connecting can end in. `@` stands for the address. */
const CONNECT: Readonly<Record<string, Row>> = {
  ECONNREFUSED: ['tcp_refused', 'refuses connections on @'],
  ECONNRESET: ['tcp_reset', 'resets connections on @'],
  ETIMEDOUT: ['connect_timeout', 'does not accept connections on @'],
  EHOSTUNREACH: ['connect_timeout', 'cannot be reached on @: no route to the host'],
  ENETUNREACH: ['connect_timeout', 'cannot be reached on @: no route to its network'],
  EHOSTDOWN: ['connect_timeout', 'cannot be reached on @: the host is down'],
  EACCES: ['connect_timeout', 'cannot be reached on @: a firewall forbids it'],
  EPERM: ['connect_timeout', 'cannot be reached on @: a firewall forbids it'],
};

/** What sending a request and reading its answer can end in. */
const EXCHANGE: Readonly<Record<string, Row>> = {
  ECONNRESET: ['tcp_reset', 'resets the connection'],
  EPIPE: ['tcp_reset', 'closes the connection while the request is sent'],
  ETIMEDOUT: ['deadline', 'stopped answering'],
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: ['credentials', 'asks for a client certificate'],
  HPE_HEADER_OVERFLOW: ['headers_too_large', 'answers with more than 16 KiB of headers'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['headers_too_large', 'answers with oversized chunk extensions'],
  HPE_INVALID_CONSTANT: ['protocol_error', 'answers with something that is not HTTP'],
  HPE_INVALID_VERSION: ['protocol_error', 'answers with an unknown version of HTTP'],
  HPE_INVALID_STATUS: ['protocol_error', 'answers with an invalid status'],
  HPE_INVALID_CHUNK_SIZE: ['protocol_error', 'answers with a broken chunk'],
  HPE_INVALID_CONTENT_LENGTH: ['protocol_error', 'answers with an invalid Content-Length'],
  HPE_UNEXPECTED_CONTENT_LENGTH: ['protocol_error', 'answers with contradicting lengths'],
  HPE_CLOSED_CONNECTION: ['protocol_error', 'sends more than its Content-Length says'],
};

/** A TLS alert after the handshake: with TLS 1.3, that is when a server objects to the client (RFC 8446 §4.4.2.4). */
const ALERT = /^ERR_SSL_(TLSV1|TLSV13|SSLV3)_ALERT_/;

/** Out of sockets, ports or memory: the fault is here, so the check says nothing about the peer. */
const OURS = new Set(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM', 'EADDRNOTAVAIL', 'EADDRINUSE']);

export function connectFailure(error: unknown, place: string): Failure {
  const row =
    CONNECT[errorCode(error)] ?? (['connect_timeout', `cannot be reached on @: ${errorMessage(error)}`] as Row);
  return OURS.has(errorCode(error)) ? outOf(error) : failure(row[0], row[1].replace('@', place));
}

export function exchangeFailure(error: unknown): Failure {
  const code = errorCode(error);
  if (OURS.has(code)) return outOf(error);
  const row = EXCHANGE[code];
  if (row) return failure(...row);
  if (ALERT.test(code)) return failure('credentials', 'does not accept the client certificate');
  return failure('protocol_error', `breaks the rules of HTTP: ${errorMessage(error).replace(/^Parse Error: /, '')}`);
}

const outOf = (error: unknown): Failure => ourFailure(`could not be checked from here: ${errorMessage(error)}`);
