import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { problem } from '../problem.ts';

/** HTTP Basic, where the config asks for it; compared in constant time. Without a login everyone who reaches the port is let in. */
export const login =
  (expected: { readonly user: string; readonly password: string } | undefined): MiddlewareHandler =>
  async (c, next) => {
    if (!expected || same(c.req.header('authorization') ?? '', expected)) return next();
    c.header('www-authenticate', 'Basic realm="Tocsin", charset="UTF-8"');
    return problem(c, 401, 'a user and a password are needed: send them with HTTP Basic (curl -u user:password)');
  };

function same(header: string, { user, password }: { readonly user: string; readonly password: string }): boolean {
  const [scheme = '', credentials = ''] = header.split(' ');
  const given = scheme.toLowerCase() === 'basic' ? Buffer.from(credentials, 'base64').toString('utf8') : '';
  return timingSafeEqual(digest(given), digest(`${user}:${password}`));
}

/** Of equal length whatever goes in, so that comparing tells nothing. */
const digest = (text: string) => createHash('sha256').update(text).digest();
