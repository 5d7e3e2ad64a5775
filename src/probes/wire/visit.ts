import type { Phases } from '../../core/check/check.ts';
import type { Keep } from './body.ts';
import type { Check } from './check.ts';
import type { Sighting } from './connection.ts';
import type { Incoming, Request } from './exchange.ts';
import { type Failure, failure, isFailure } from './failure.ts';
import { hop } from './hop.ts';
import { type Stopwatch, stopwatch } from './phases.ts';
import { percentDecoded, showUrl } from './redact.ts';

export interface Visit {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly follow: boolean;
  /** What of the body is kept; absent: stop at the headers. */
  readonly read?: Keep | undefined;
  /** Versions of HTTP to offer in the TLS handshake, the favourite first (`h2`, `http/1.1`). */
  readonly protocols?: readonly string[] | undefined;
  /** Headers that prove who asks, made for each request to the first URL's origin and to no other. */
  readonly authorise?: Authorise | undefined;
  /** Hears of the headers of every answer, redirects included. */
  readonly heard?: ((url: URL, incoming: Incoming) => void) | undefined;
}

export type Authorise = (ask: Request) => Readonly<Record<string, string>>;

/** The final answer, after redirects. */
export interface Answer {
  readonly url: URL;
  readonly status: number;
  readonly httpVersion: string;
  /** Lower-case names; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a visit saw, whether or not it got an answer. */
export interface Seen {
  readonly outcome: Answer | Failure;
  readonly phases: Phases;
  readonly sighting: Readonly<Sighting>;
  /** URLs after the first, without their queries. */
  readonly redirects: readonly string[];
}

const MOST_REDIRECTS = 10;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** What goes along to another origin; everything else may be a credential. */
const HARMLESS = /^(accept|accept-language|accept-encoding|user-agent)$/i;

/**
 * Asks, follows up to ten redirects, and reads (W4, W6); each hop resolves, checks and connects anew. Visits of one
 * check that share a stopwatch add up their phases.
 */
export async function visit(check: Check, target: Visit, watch: Stopwatch = stopwatch()): Promise<Seen> {
  const sighting: Sighting = {};
  const redirects: string[] = [];
  const wants = (incoming: Incoming) => (target.follow && nextUrl(incoming) !== undefined ? undefined : target.read);
  let ask = firstRequest(target);
  const see = (outcome: Answer | Failure): Seen => {
    if (isFailure(outcome)) check.note(() => `✗ ${outcome.text}`);
    return { outcome, phases: watch.read(), sighting, redirects };
  };
  for (;;) {
    const got = await hop(check, watch, sighting, authorised(ask, target), wants, target.protocols);
    if (isFailure(got)) return see(got);
    target.heard?.(ask.url, got.incoming);
    const next = target.follow ? nextUrl(got.incoming) : undefined;
    if (next === undefined) return see(answer(ask.url, got.incoming, got.body));
    const following = follow(ask, next, got.incoming.status);
    if (isFailure(following)) return see(following);
    redirects.push(showUrl(following.url));
    if (redirects.length > MOST_REDIRECTS)
      return see(
        failure('redirect_limit', `redirects more than ${MOST_REDIRECTS} times, lastly to ${showUrl(following.url)}`),
      );
    ask = following;
  }
}

function firstRequest({ url: text, method, headers, body }: Visit): Request {
  const url = new URL(text);
  const standard: Record<string, string> = {
    'user-agent': 'tocsin',
    accept: '*/*',
    'accept-encoding': 'gzip, deflate, br',
  };
  if (url.username !== '' || url.password !== '')
    standard.authorization = `Basic ${Buffer.from(`${percentDecoded(url.username)}:${percentDecoded(url.password)}`).toString('base64')}`;
  const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return { url, method, headers: { ...standard, ...own }, ...(body === undefined ? {} : { body }) };
}

const nextUrl = (incoming: Incoming): string | undefined =>
  REDIRECTS.has(incoming.status) ? incoming.headers.location : undefined;

/** The request a redirect asks for, credentials left behind where it leads to another origin (RFC 9110 §15.4). */
function follow(ask: Request, location: string, status: number): Request | Failure {
  if (!URL.canParse(location, ask.url.href))
    return failure('protocol_error', 'redirects to an address that cannot be read');
  const url = new URL(location, ask.url);
  if (url.protocol === 'http:' && ask.url.protocol === 'https:')
    return failure('downgrade', `redirects from HTTPS to plain HTTP: ${showUrl(url)}`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return failure('protocol_error', `redirects to ${url.protocol} instead of HTTP`);
  const asGet = status === 303 ? ask.method !== 'HEAD' : (status === 301 || status === 302) && ask.method === 'POST';
  const kept = Object.entries(ask.headers).filter(
    ([name]) => (url.origin === ask.url.origin || HARMLESS.test(name)) && !(asGet && name.startsWith('content-')),
  );
  const body = asGet || ask.body === undefined ? {} : { body: ask.body };
  return { url, method: asGet ? 'GET' : ask.method, headers: Object.fromEntries(kept), ...body };
}

const answer = (url: URL, { status, httpVersion, headers }: Incoming, body: Buffer): Answer => ({
  url,
  status,
  httpVersion,
  headers,
  body,
});

const authorised = (ask: Request, { url, authorise }: Visit): Request =>
  authorise && ask.url.origin === new URL(url).origin
    ? { ...ask, headers: { ...ask.headers, ...authorise(ask) } }
    : ask;
