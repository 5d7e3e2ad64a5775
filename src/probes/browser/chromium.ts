import type { Browser, BrowserServer } from 'playwright-core';
import { errorMessage, type Failure, ourFailure } from '../wire/failure.ts';
import { excerpt } from '../wire/redact.ts';

/** A browser of this check's own, with a profile that is thrown away. */
export interface Chromium {
  readonly browser: Browser;
  /** Ends the process at once, its profile with it. */
  kill(): Promise<void>;
}

/** Now and then Chromium for Lambda crashes while it starts; it is started again, this often at most. */
const TRIES = 3;
/** Nothing leaves but through the proxy: no lookups, no UDP, nothing in the background (W5). */
const CONFINED = [
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-quic',
  '--disable-background-networking',
  '--dns-prefetch-disable',
  '--no-pings',
];
/** Of the arguments for Lambda: what a browser that judges pages must not have. */
const UNWANTED = /single-process|web-security|zygote|ignore-gpu-blocklist|host-resolver-rules/;

/** Starts Chromium behind a proxy. The libraries are loaded here, so only by checks that need them. */
export async function startChromium(proxy: string, left: () => number): Promise<Chromium | Failure> {
  const [{ chromium: browsers }, { default: packed }] = await Promise.all([
    import('playwright-core'),
    import('@sparticuz/chromium'),
  ]);
  let reason = 'there was no time left to start it';
  for (let nth = 0; nth < TRIES && left() > 0; nth += 1) {
    try {
      const executablePath = process.env.TOCSIN_CHROMIUM ?? (await packed.executablePath());
      const server = await browsers.launchServer({
        executablePath,
        args: [...packed.args.filter((arg) => !UNWANTED.test(arg)), ...CONFINED, '--no-sandbox'],
        proxy: { server: proxy, bypass: '<-loopback>' },
        host: '127.0.0.1',
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
        timeout: Math.max(1, left()),
      });
      return await attach(server, () => browsers.connect(server.wsEndpoint(), { timeout: Math.max(1, left()) }));
    } catch (error) {
      reason = excerpt(errorMessage(error).split('\n')[0] ?? '');
    }
  }
  return ourFailure(`could not be checked: Chromium does not start (TOCSIN_CHROMIUM can name another): ${reason}`);
}

async function attach(server: BrowserServer, connect: () => Promise<Browser>): Promise<Chromium> {
  try {
    return { browser: await connect(), kill: () => server.kill() };
  } catch (error) {
    await server.kill();
    throw error;
  }
}
