import type { Code } from '../../core/check/codes.ts';
import { unreachable } from '../page/api.ts';
import type { Check } from '../wire/check.ts';
import { type Failure, failure } from '../wire/failure.ts';
import { excerpt, showUrl } from '../wire/redact.ts';
import type { ForwardProxy } from './proxy.ts';
import type { FailedRequest } from './visit.ts';

/** What Chromium's errors mean where the proxy saw nothing wrong. */
const NET: Readonly<Record<string, readonly [code: Code, text: string]>> = {
  ERR_CERT_DATE_INVALID: ['tls_expired', 'certificate expired, or is not yet valid'],
  ERR_CERT_COMMON_NAME_INVALID: ['tls_wrong_host', 'certificate is for another host'],
  ERR_CERT_AUTHORITY_INVALID: ['tls_self_signed', 'certificate is by nobody who is trusted'],
  ERR_SSL_PROTOCOL_ERROR: ['tls_failed', 'does not agree on TLS'],
  ERR_EMPTY_RESPONSE: ['protocol_error', 'closes the connection without answering'],
  ERR_INVALID_HTTP_RESPONSE: ['protocol_error', 'answers with something that is not HTTP'],
  ERR_CONTENT_LENGTH_MISMATCH: ['protocol_error', 'ends in the middle of its answer'],
  ERR_INCOMPLETE_CHUNKED_ENCODING: ['protocol_error', 'ends in the middle of its answer'],
  ERR_TOO_MANY_REDIRECTS: ['redirect_limit', 'redirects without end'],
  ERR_CONNECTION_RESET: ['tcp_reset', 'resets the connection'],
};

/** Why a page could not be opened at all. */
export function navigationFailure(url: URL, message: string, proxy: ForwardProxy): Failure {
  const error = /net::(ERR_\w+)/.exec(message)?.[1] ?? '';
  const row = NET[error];
  return (
    proxy.failed(hostOf(url)) ??
    (row
      ? failure(...row)
      : failure('protocol_error', `cannot be opened: ${excerpt(error || (message.split('\n')[0] ?? ''))}`))
  );
}

/** Failed requests as people read them; API calls that go where no visitor gets come first. */
export function requestsInWords(
  check: Check,
  page: URL,
  failed: readonly FailedRequest[],
  proxy: ForwardProxy,
): readonly string[] {
  const told = failed.flatMap((each) => {
    if (!URL.canParse(each.url)) return [];
    const url = new URL(each.url);
    const isApi = each.type === 'fetch' || each.type === 'xhr';
    const name = check.redact(url.origin === page.origin ? url.pathname : showUrl(url));
    const wrong = url.origin === page.origin ? undefined : unreachable(page, url);
    const reached = proxy.failed(hostOf(url));
    const why = reached
      ? `does not answer: it ${reached.text}`
      : /^\d+$/.test(each.why)
        ? `answers ${each.why}`
        : `the browser could not get (${each.why.replace(/^net::/, '')})`;
    const elsewhere = url.origin !== page.origin;
    const verb = isApi ? (elsewhere ? 'calls its API at' : 'calls') : 'needs';
    const text = `${verb} ${name}, which ${wrong ? `${wrong}: its base URL is wrong` : why}`;
    return [{ text, rank: wrong ? 0 : isApi ? 1 : 2 }];
  });
  return [...new Set(told.sort((a, b) => a.rank - b.rank).map(({ text }) => text))];
}

const hostOf = (url: URL): string =>
  `${url.hostname}:${url.port || (url.protocol === 'http:' || url.protocol === 'ws:' ? 80 : 443)}`;
