import type { Page } from 'playwright-core';
import type { Finding, Screenshot } from '../../core/check/check.ts';
import { inWords } from '../../core/time/instant.ts';
import { untilDeadline } from '../wire/deadline.ts';
import { errorMessage, type Failure, failure, isFailure } from '../wire/failure.ts';
import { showUrl } from '../wire/redact.ts';
import { type Chromium, startChromium } from './chromium.ts';
import type { BrowserProcess } from './process.ts';
import { type ForwardProxy, startProxy } from './proxy.ts';
import { type Visited, type Visitor, visitPage } from './visit.ts';
import { navigationFailure, requestsInWords } from './words.ts';

/** A page that could be opened. */
export interface Opened {
  readonly visited: Visited;
  readonly failures: readonly string[];
  readonly observed: Finding['observed'];
}

export interface Looked {
  readonly seen: Opened | Failure;
  readonly screenshot?: Screenshot;
}

const SIZE = { width: 1280, height: 720 };
/** A picture that is larger is taken again, coarser; then left out. In bytes of Base64. */
const LARGEST = 200 * 1024;
const QUALITIES = [60, 30];

/** Opens a page in a browser of its own, behind a proxy of its own; both are gone afterwards, whatever happened. */
export async function openPage(visitor: Visitor, wantsPicture: (seen: Opened) => boolean): Promise<Looked> {
  const { deadline } = visitor.check;
  const proxy = await startProxy(visitor.check);
  const processes: BrowserProcess[] = [];
  const late = (): Looked => ({ seen: failure('deadline', `was not rendered within ${inWords(deadline.timeout)}`) });
  try {
    return await untilDeadline<Looked>(deadline, late, (settle) => {
      const looking = async (): Promise<Looked> => {
        const started = await startChromium(proxy.url, deadline, (process) => processes.push(process));
        if (isFailure(started)) return deadline.passed() ? late() : { seen: started };
        return look(started, visitor, proxy, wantsPicture);
      };
      looking().then(settle, (error: unknown) =>
        settle({ seen: failure('protocol_error', `cannot be opened: ${errorMessage(error).split('\n')[0]}`) }),
      );
      return undefined;
    });
  } finally {
    await Promise.all(processes.map((process) => process.kill().catch(() => {})));
    await proxy.close();
  }
}

async function look(
  { browser }: Chromium,
  visitor: Visitor,
  proxy: ForwardProxy,
  wantsPicture: (seen: Opened) => boolean,
): Promise<Looked> {
  const context = await browser.newContext({ viewport: SIZE, serviceWorkers: 'block' });
  const page = await context.newPage();
  const visited = await visitPage(context, page, visitor).catch((error: unknown) => error as Error);
  if (!('vitals' in visited)) {
    if (visitor.check.deadline.passed())
      return { seen: failure('deadline', `was not rendered within ${inWords(visitor.check.deadline.timeout)}`) };
    return { seen: navigationFailure(visitor.url, errorMessage(visited), proxy) };
  }
  const failures = requestsInWords(visitor.check, visitor.url, visited.failedRequests, proxy);
  const { status, vitals } = visited;
  const observed = {
    status,
    'final-url': showUrl(new URL(visited.url)),
    'visible-characters': visited.text.replace(/\s+/g, '').length,
    'script-errors': visited.scriptErrors.length,
    'console-errors': visited.consoleErrors.length,
    'failed-requests': failures.length,
    'time-to-first-byte-ms': Math.round(vitals.ttfb),
    ...(vitals.lcp === undefined ? {} : { 'largest-contentful-paint-ms': Math.round(vitals.lcp) }),
    'cumulative-layout-shift': vitals.cls,
  };
  const seen: Opened = { visited, failures, observed };
  const screenshot = wantsPicture(seen) ? await picture(page, visitor.check.deadline.left()) : undefined;
  return { seen, ...(screenshot ? { screenshot } : {}) };
}

/** A picture is a help, never a reason: where it cannot be taken in time there is none. */
async function picture(page: Page, left: number): Promise<Screenshot | undefined> {
  for (const quality of QUALITIES) {
    const bytes = await page
      .screenshot({ type: 'jpeg', quality, timeout: Math.max(1, left - 200) })
      .catch(() => undefined);
    const base64 = bytes?.toString('base64');
    if (base64 !== undefined && base64.length <= LARGEST) return { type: 'image/jpeg', base64 };
  }
  return undefined;
}
