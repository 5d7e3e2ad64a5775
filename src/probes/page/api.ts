import { isIP } from 'node:net';
import { inWords } from '../../core/time/instant.ts';
import type { Judged } from '../expect/evidence.ts';
import { bare, isLocalhost, isPrivate } from '../wire/addresses.ts';
import type { Check } from '../wire/check.ts';
import { isFailure } from '../wire/failure.ts';
import { showUrl } from '../wire/redact.ts';
import { type Fetch, forEachOf } from './fetch.ts';
import type { Html } from './html.ts';

/** Scripts beyond this many are not searched: a base URL is baked into the first that use it. */
const MOST_SCRIPTS = 40;
const MOST_BASES = 8;

/** A quoted web address, in JSON also with its slashes escaped. Both patterns are bounded: the text may be hostile. */
const ADDRESS = /["'`](https?:(?:\\?\/){2}(?:[^\s"'`\\<>$]|\\\/){1,200})/gi;
/** What stands before it where it is a setting with a telling name: `NEXT_PUBLIC_API_BASE_URL: "`, `backendOrigin="`. */
const TELLING = /(api|backend)[\w$-]{0,40}\\?["'`]?\s{0,3}[:=,]\s{0,3}\\?$/i;

/**
 * Judges the addresses that a page, or a script of its own, names as its API: each has to answer, whatever it answers,
 * and has to be one that visitors can reach. This is what a wrong NEXT_PUBLIC_API_BASE_URL looks like from outside
 * (runbook 2.3). `wanted` is `ok`, or the one base URL that has to be named.
 */
export async function judgeApi(
  check: Check,
  page: URL,
  html: Html,
  wanted: string,
  fetch: Fetch,
): Promise<readonly Judged[]> {
  const texts = [...html.data, ...(await ownScripts(check, page, html, fetch))];
  const bases = [...new Map(texts.flatMap((text) => named(text)).map((url) => [url.href, url])).values()];
  if (wanted !== 'ok' && !texts.some((text) => text.includes(wanted.replace(/\/$/, ''))))
    return [row(false, wanted, 'not named', `does not name its API base URL ${showUrl(new URL(wanted))}`)];
  const all = wanted === 'ok' ? bases : [new URL(wanted), ...bases];
  const troubles: { readonly url: URL; readonly why: string }[] = [];
  await forEachOf(check, all.slice(0, MOST_BASES), async (url) => {
    const why = unreachable(page, url) ?? (await silent(fetch, url));
    if (why !== undefined) troubles.push({ url, why });
  });
  const [worst] = troubles;
  if (worst) {
    const name = showUrl(worst.url).replace(/\/$/, '');
    return [row(false, wanted, `${name} ${worst.why}`, `names the API base URL ${name}, which ${worst.why}`)];
  }
  if (check.deadline.passed()) {
    const late = `did not answer for its scripts and API within ${inWords(check.deadline.timeout)}`;
    return [{ ...row(false, wanted, 'not all in time', late), code: 'deadline' }];
  }
  return [row(true, wanted, all.length === 0 ? 'names none' : all.map((url) => showUrl(url)).join(', '), '')];
}

/** The page's own scripts; what cannot be fetched is the business of `assets`. */
async function ownScripts(check: Check, page: URL, { assets, base }: Html, fetch: Fetch): Promise<readonly string[]> {
  const start = base !== undefined && URL.canParse(base, page.href) ? new URL(base, page) : page;
  const urls = assets
    .filter(({ type, address }) => type === 'script' && URL.canParse(address, start.href))
    .map(({ address }) => new URL(address, start))
    .filter((url) => url.origin === page.origin);
  const texts: string[] = [];
  await forEachOf(check, urls.slice(0, MOST_SCRIPTS), async (url) => {
    const answer = await fetch(url, 'all');
    if (!isFailure(answer) && answer.status === 200) texts.push(answer.body.toString('utf8'));
  });
  return texts;
}

/** Addresses that a text calls an API by name, or (bundlers put values in the names' place) that hardly are anything else. */
function named(text: string): readonly URL[] {
  return [...text.matchAll(ADDRESS)].flatMap((found) => {
    const address = found[1]!.replaceAll('\\/', '/');
    if (!URL.canParse(address)) return [];
    const url = new URL(address);
    return TELLING.test(text.slice(Math.max(0, found.index - 60), found.index)) || looksLikeAnApi(url) ? [url] : [];
  });
}

/** A host of the inside with a port, `api.…`, or `/api`: frameworks have `http://n` and `http://localhost` in their own code. */
const looksLikeAnApi = (url: URL): boolean =>
  (isInside(url) && url.port !== '') || url.hostname.startsWith('api.') || /^\/api(\/|$)/.test(url.pathname);

const isInside = ({ hostname }: URL): boolean =>
  isLocalhost(hostname) ||
  (isIP(bare(hostname)) !== 0
    ? isPrivate(bare(hostname))
    : /^[^.]+$|\.(svc|cluster\.local|internal|local)$/.test(hostname));

/** Why no visitor's browser gets there, whatever we can reach from here. */
export function unreachable(page: URL, url: URL): string | undefined {
  if (isLocalhost(page.hostname) || isInside(page)) return undefined;
  if (isLocalhost(url.hostname) || /^(127\.|\[::1\])/.test(url.hostname)) return "is the visitor's own machine";
  if (isInside(url)) return 'only exists inside your network';
  if (page.protocol === 'https:' && url.protocol === 'http:') return 'is plain HTTP, which browsers block here';
  return undefined;
}

async function silent(fetch: Fetch, url: URL): Promise<string | undefined> {
  const answer = await fetch(url);
  return isFailure(answer) && !answer.ours ? `does not answer: it ${answer.text}` : undefined;
}

const row = (ok: boolean, expected: string, seen: string, says: string): Judged => ({
  name: 'api',
  expected,
  seen,
  ok,
  code: 'request_failed',
  says,
});
