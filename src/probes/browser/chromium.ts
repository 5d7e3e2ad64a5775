import type { Browser } from 'playwright-core';
import type { Deadline } from '../wire/deadline.ts';
import { errorMessage, type Failure, isFailure, ourFailure } from '../wire/failure.ts';
import { remark } from '../wire/redact.ts';
import { type BrowserProcess, startProcess } from './process.ts';
import { switches } from './switches.ts';

/** A browser of this check's own. */
export interface Chromium {
  readonly browser: Browser;
  readonly process: BrowserProcess;
}

/** Now and then Chromium for Lambda crashes while it starts; it is started again, this often at most. */
const TRIES = 3;

/** Starts Chromium behind a proxy; `started` hears of each process, to end it. The libraries are loaded by checks that need them. */
export async function startChromium(
  proxy: string,
  deadline: Deadline,
  started: (process: BrowserProcess) => void,
): Promise<Chromium | Failure> {
  const found = await libraries().catch((error: unknown) => doesNotStart(errorMessage(error)));
  if (isFailure(found)) return found;
  let reason = 'there was no time left to start it';
  for (let nth = 0; nth < TRIES && !deadline.passed(); nth += 1) {
    try {
      const process = await startProcess(found.executable, (folder) => switches(proxy, folder));
      started(process);
      // Ended with the check, however far it got.
      deadline.whenOver(() => void process.kill());
      const attached = await attach(process, found.browsers, deadline);
      if (typeof attached !== 'string') return attached;
      reason = attached;
    } catch (error) {
      reason = errorMessage(error);
    }
  }
  return doesNotStart(reason);
}

async function libraries() {
  const [{ chromium: browsers }, { default: packed }] = await Promise.all([
    import('playwright-core'),
    import('@sparticuz/chromium'),
  ]);
  return { browsers, executable: process.env.TOCSIN_CHROMIUM ?? (await packed.executablePath()) };
}

async function attach(
  process: BrowserProcess,
  browsers: Awaited<ReturnType<typeof libraries>>['browsers'],
  deadline: Deadline,
): Promise<Chromium | string> {
  const { transport, folder } = process;
  try {
    const timeout = Math.max(1, deadline.left());
    return { process, browser: await browsers.connectOverCDP(transport, { timeout, artifactsDir: folder }) };
  } catch (error) {
    await process.kill();
    return process.complaint() || (errorMessage(error).split('\n')[0] ?? '');
  }
}

const doesNotStart = (why: string): Failure =>
  ourFailure(`could not be checked: Chromium does not start (TOCSIN_CHROMIUM can name another): ${remark(why)}`);
