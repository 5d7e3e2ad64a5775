import type { MiddlewareHandler } from 'hono';
import { problem } from '../problem.ts';

const HARMLESS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
const OURS: readonly string[] = ['same-origin', 'none'];

/** Only names that the console is known by: a foreign name that resolves to us is an attack (DNS rebinding). */
export const knownHost =
  (hosts: readonly string[]): MiddlewareHandler =>
  async (c, next) => {
    const host = c.req.header('host')?.toLowerCase() ?? '';
    if (hosts.some((known) => known.toLowerCase() === host)) return next();
    return problem(
      c,
      403,
      `the Host header '${host}' is not a name of this console (${hosts.join(', ')}): use one of these, or set console.public-url`,
    );
  };

/** What changes something comes from our own pages or from a tool, as JSON: a foreign page can send neither (A6). */
export const ownRequests: MiddlewareHandler = async (c, next) => {
  if (HARMLESS.includes(c.req.method)) return next();
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && !OURS.includes(site))
    return problem(c, 403, `a page of another site (Sec-Fetch-Site: ${site}) may not change anything here`);
  const origin = c.req.header('origin');
  if (origin !== undefined && hostOf(origin) !== c.req.header('host')?.toLowerCase())
    return problem(c, 403, `a page of another origin (Origin: ${origin}) may not change anything here`);
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    return problem(c, 415, `${c.req.method} ${c.req.path} takes JSON: send the header Content-Type: application/json`);
  return next();
};

/** The host of an origin, with port as a browser writes it; undefined of `null` and of what is no origin. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host || undefined : undefined;
}

/** True where a browser sent it: an answer then came from the console, else from a tool. */
export const isBrowser = (header: (name: string) => string | undefined): boolean =>
  header('sec-fetch-site') !== undefined || header('origin') !== undefined;
