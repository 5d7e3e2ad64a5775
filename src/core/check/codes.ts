/**
 * Every verdict code of probing.md that a built kind can yield, in words. One page each in `docs/runbook/`.
 * `code` is what machines match on (a remedy's `on`), the words are what people read.
 */
export const CODES = {
  ok: 'as expected',
  dns_nxdomain: 'name does not exist',
  dns_servfail: 'name server fails',
  dns_timeout: 'name server does not answer',
  tcp_refused: 'connection refused',
  tcp_reset: 'connection reset',
  connect_timeout: 'no connection',
  tls_expired: 'certificate expired',
  tls_not_yet_valid: 'certificate not yet valid',
  tls_self_signed: 'certificate self-signed',
  tls_wrong_host: 'certificate for another host',
  tls_incomplete_chain: 'certificate chain incomplete',
  tls_expiring: 'certificate expires soon',
  tls_timeout: 'TLS handshake stalls',
  tls_failed: 'TLS handshake fails',
  deadline: 'no answer in time',
  body_too_large: 'answer too large',
  redirect_limit: 'too many redirects',
  downgrade: 'redirected to plain HTTP',
  blocked_address: 'address not allowed',
  headers_too_large: 'headers too large',
  protocol_error: 'not proper HTTP',
  status: 'wrong status',
  header: 'wrong header',
  body: 'wrong content',
  json: 'wrong JSON',
  slow: 'slow',
  blank_page: 'blank page',
  asset_missing: 'asset missing',
  asset_type: 'asset of the wrong type',
  catch_all: 'catch-all answers everything',
  unknown: 'could not be checked',
} as const;

export type Code = keyof typeof CODES;

/** The code in words. */
export const codeInWords = (code: Code): string => CODES[code];
