import * as z from 'zod';
import { percentDecoded } from '../wire/redact.ts';
import type { Login } from './driver.ts';

/** A database's URL, or a reference to one. */
export const databaseUrl = (schemes: readonly string[]) =>
  z.string().superRefine((text, context) => {
    if (text.startsWith('${secret:')) return;
    const fine = URL.canParse(text) && schemes.includes(schemeOf(text)) && isWhole(new URL(text));
    if (!fine)
      context.addIssue({
        code: 'custom',
        message: `this is not the address of a database: write ${schemes[0]}://user:password@host/database`,
      });
  });

/** `postgresql` of `postgresql+asyncpg://…`. */
const schemeOf = (text: string): string => new URL(text).protocol.replace(/(\+.*)?:$/, '');

/** Without a user, drivers take this machine's. */
const isWhole = ({ hostname, username }: URL): boolean => hostname !== '' && username !== '';

/** What libpq, MySQL's clients, asyncpg and others call TLS in a URL. */
const NAMES = ['sslmode', 'ssl-mode', 'ssl'];
/** `prefer` cannot be relied on, so it counts as off; the certificate is judged wherever TLS is on. */
const SECURE = /^(require|required|verify[-_](ca|full|identity)|true|1)$/i;

/** Reads a database's URL; a secret may hold one that is none, which throws in words. */
export function loginOf(
  text: string,
  tls: boolean | undefined,
  portOf: (scheme: string) => number,
): Login & { readonly scheme: string } {
  if (!URL.canParse(text) || portOf(schemeOf(text)) === 0 || !isWhole(new URL(text)))
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
    tls: tls ?? NAMES.some((name) => SECURE.test(url.searchParams.get(name) ?? '')),
  };
}
