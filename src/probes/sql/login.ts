import * as z from 'zod';
import { percentDecoded } from '../wire/redact.ts';
import type { Login } from './driver.ts';

/** A database's URL, or a reference to one. */
export const databaseUrl = (schemes: readonly string[]) =>
  z.string().superRefine((text, context) => {
    if (text.startsWith('${secret:')) return;
    const fine = URL.canParse(text) && schemes.includes(schemeOf(text)) && new URL(text).hostname !== '';
    if (!fine)
      context.addIssue({
        code: 'custom',
        message: `this is not the address of a database: write ${schemes[0]}://user:password@host/database`,
      });
  });

/** `postgresql` of `postgresql+asyncpg://…`. */
const schemeOf = (text: string): string => new URL(text).protocol.replace(/(\+.*)?:$/, '');

/** TLS is on for what libpq calls `require` and stricter; `prefer` cannot be relied on, so it counts as off. */
const SECURE = new Set(['require', 'verify-ca', 'verify-full']);

/** Reads a database's URL; a secret may hold one that is none, which throws in words. */
export function loginOf(
  text: string,
  tls: boolean | undefined,
  portOf: (scheme: string) => number,
): Login & { readonly scheme: string } {
  if (!URL.canParse(text) || portOf(schemeOf(text)) === 0)
    throw new Error('the url is not the address of a database: postgresql://user:password@host/database');
  const url = new URL(text);
  const scheme = schemeOf(text);
  return {
    scheme,
    host: url.hostname,
    port: Number(url.port || portOf(scheme)),
    user: percentDecoded(url.username),
    password: percentDecoded(url.password),
    database: percentDecoded(url.pathname.slice(1)),
    tls: tls ?? SECURE.has(url.searchParams.get('sslmode') ?? ''),
  };
}
