import type { BrowserContext, ConsoleMessage, Page, Request, Response } from 'playwright-core';
import { SECOND } from '../../core/time/instant.ts';
import type { Check } from '../wire/check.ts';
import { errorMessage } from '../wire/failure.ts';
import { excerpt } from '../wire/redact.ts';
import type { Authorise } from '../wire/visit.ts';

/** A request of the page that did not end well. */
export interface FailedRequest {
  readonly url: string;
  /** Chromium's word: `script`, `stylesheet`, `fetch`, `xhr`, `document` … */
  readonly type: string;
  /** `net::ERR_…`, or the status as text. */
  readonly why: string;
}

/** What a browser saw. Durations in ms. */
export interface Visited {
  readonly status: number;
  readonly url: string;
  readonly text: string;
  readonly scriptErrors: readonly string[];
  readonly consoleErrors: readonly string[];
  readonly failedRequests: readonly FailedRequest[];
  readonly vitals: Vitals;
}

export interface Vitals {
  readonly ttfb: number;
  /** Absent where nothing large was painted. */
  readonly lcp?: number;
  readonly cls: number;
  readonly transfer: number;
}

export interface Visitor {
  readonly check: Check;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly authorise?: Authorise | undefined;
}

/** A page that keeps on asking is not waited for longer than this after it has loaded. */
const SETTLE = 3 * SECOND;
/** Left for reading the page and taking its picture. */
const READING = SECOND;
const MOST_LISTED = 50;

/** Measures before anything of the page runs. */
const OBSERVE = `
  globalThis.__vitals = { cls: 0 };
  try {
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) __vitals.lcp = entry.startTime; })
      .observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) __vitals.cls += entry.value; })
      .observe({ type: 'layout-shift', buffered: true });
  } catch {}
`;
const READ = `(() => {
  const [entry] = performance.getEntriesByType('navigation');
  const { lcp, cls } = globalThis.__vitals ?? { cls: 0 };
  return {
    text: document.body ? document.body.innerText : '',
    vitals: {
      ttfb: entry ? entry.responseStart : 0,
      transfer: entry ? Math.max(0, entry.responseEnd - entry.responseStart) : 0,
      ...(lcp === undefined ? {} : { lcp }),
      cls: Math.round(cls * 1000) / 1000,
    },
  };
})()`;

/** Opens a page as a visitor would, waits until it is quiet, and reads it. Throws what Chromium says of the navigation. */
export async function visitPage(context: BrowserContext, page: Page, visitor: Visitor): Promise<Visited> {
  const { check, url } = visitor;
  const seen = listen(page, check);
  await sendOwnHeaders(context, visitor);
  await page.addInitScript(OBSERVE);
  const left = () => Math.max(1, check.deadline.left());
  const response = await page.goto(url.href, { waitUntil: 'load', timeout: left() });
  const patience = Math.min(SETTLE, check.deadline.left() - READING);
  if (patience > 0) await page.waitForLoadState('networkidle', { timeout: patience }).catch(() => {});
  const read = (await page.evaluate(READ)) as Pick<Visited, 'text' | 'vitals'>;
  return { status: response?.status() ?? 0, url: page.url(), ...seen, ...read };
}

function listen(page: Page, check: Check) {
  const [scriptErrors, consoleErrors]: [string[], string[]] = [[], []];
  const failedRequests: FailedRequest[] = [];
  const note = <T>(list: T[], item: T, line: string) => {
    if (list.length < MOST_LISTED) list.push(item);
    check.note(() => line);
  };
  const quote = (text: string) => excerpt(check.redact(text));
  page.on('pageerror', (error) => note(scriptErrors, quote(errorMessage(error)), `✗ uncaught: ${errorMessage(error)}`));
  page.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error') note(consoleErrors, quote(message.text()), `✗ console: ${message.text()}`);
  });
  page.on('requestfailed', (request: Request) => {
    const why = request.failure()?.errorText ?? 'net::ERR_FAILED';
    // A page that goes on, or an element that is removed, gives its own requests up.
    if (why !== 'net::ERR_ABORTED') note(failedRequests, failedOf(request, why), `✗ ${why} ${request.url()}`);
  });
  page.on('response', (response: Response) => {
    const [status, request] = [response.status(), response.request()];
    check.note(() => `← ${status} ${request.resourceType()} ${request.url()}`);
    if (isBroken(request.resourceType(), status)) note(failedRequests, failedOf(request, `${status}`), `✗ ${status}`);
  });
  return { scriptErrors, consoleErrors, failedRequests };
}

const failedOf = (request: Request, why: string): FailedRequest => ({
  url: request.url(),
  type: request.resourceType(),
  why,
});

/** What a page asks its API may well be refused to a visitor who is not logged in; a script may not. */
const isBroken = (type: string, status: number): boolean =>
  type === 'script' || type === 'stylesheet'
    ? status >= 400
    : (type === 'fetch' || type === 'xhr') && (status >= 500 || status === 404);

/** The operator's headers and credentials go to the page's own origin only. */
async function sendOwnHeaders(context: BrowserContext, { url, headers, authorise }: Visitor): Promise<void> {
  if (Object.keys(headers).length === 0 && !authorise) return;
  const isOwn = (asked: URL) => asked.origin === url.origin;
  await context.route(isOwn, async (route) => {
    const request = route.request();
    const own = { ...request.headers(), ...headers };
    const proof = authorise?.({ url: new URL(request.url()), method: request.method(), headers: own }) ?? {};
    await route.continue({ headers: { ...own, ...proof } });
  });
}
