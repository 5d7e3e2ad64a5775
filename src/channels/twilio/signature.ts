import { createHmac } from 'node:crypto';
import type { CallbackCall } from '../../core/callback.ts';
import { equalSecrets } from '../../core/equal.ts';
import { AGAIN } from './callbacks.ts';

/**
 * Whether Twilio sent it (twilio.com/docs/usage/security): base64 of HMAC-SHA1 under the auth token over the address and
 * the form's fields, sorted by name, each name followed by its value. Twilio writes the port of an address or leaves it
 * out, and may or may not count the retry settings behind `#`: any of these is taken, each compared in constant time.
 */
export function isTwilios(
  token: string,
  url: string,
  { headers, body }: Pick<CallbackCall, 'headers' | 'body'>,
): boolean {
  const given = headers['x-twilio-signature'] ?? '';
  const fields = sorted(new URLSearchParams(body));
  return spellings(url)
    .map((spelling) => createHmac('sha1', token.trim()).update(`${spelling}${fields}`, 'utf8').digest('base64'))
    .reduce((found, expected) => equalSecrets(given, expected) || found, false);
}

/** Several values of one name count once each, in order. */
const sorted = (form: URLSearchParams): string =>
  [...new Set(form.keys())]
    .sort()
    .flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => `${name}${value}`))
    .join('');

function spellings(url: string): readonly string[] {
  const [, scheme, host, port, rest] = /^(https?):\/\/(\[[^\]]*\]|[^/:?#]+)(?::(\d+))?(.*)$/s.exec(url) ?? [];
  if (scheme === undefined || host === undefined) return [];
  const usual = port ?? (scheme === 'https' ? '443' : '80');
  return [`${scheme}://${host}${rest}`, `${scheme}://${host}:${usual}${rest}`].flatMap((each) => [
    each,
    `${each}${AGAIN}`,
  ]);
}
