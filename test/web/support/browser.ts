import chromium from '@sparticuz/chromium';
import { type Browser, chromium as browsers } from 'playwright-core';

/** Chromium for Lambda now and then crashes while it starts; it is started again, this often at most. */
const TRIES = 3;

/** A real browser. One process cannot open a second context, and the console is looked at with web security on. */
export async function launch(): Promise<Browser> {
  const executablePath = await chromium.executablePath();
  const args = [...chromium.args.filter((arg) => !/single-process|web-security|zygote/.test(arg)), '--no-sandbox'];
  for (let nth = 1; ; nth++) {
    try {
      return await browsers.launch({ executablePath, args });
    } catch (error) {
      if (nth === TRIES) throw error;
    }
  }
}
