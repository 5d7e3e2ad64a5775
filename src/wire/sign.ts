import { createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA256 in hex. */
export const digest = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');

/**
 * Headers by which a receiver knows that a request is ours and recent: HMAC-SHA256 in hex over the timestamp
 * (seconds UTC), a dot, and the raw body. Several `v1=` may come while a secret is rotated.
 */
export function signature(secret: string, now: number, body: string): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1000));
  const hex = digest(secret, `${timestamp}.${body}`);
  return { 'tocsin-timestamp': timestamp, 'tocsin-signature': `v1=${hex}` };
}

/** Either clock may be off by this much, in ms. It is also how old a repeated request can be. */
export const SKEW = 120_000;

export type Verified = 'ours' | 'forged' | { readonly offBy: number };

/** Whether a request carries our signature, and is recent; `offBy` is how many ms its clock is from ours. */
export function verify(
  secret: string,
  now: number,
  {
    timestamp,
    signature: given,
    body,
  }: { readonly timestamp: string; readonly signature: string; readonly body: string },
): Verified {
  const at = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) * 1000 : Number.NaN;
  if (Number.isNaN(at)) return 'forged';
  const expected = signature(secret, at, body)['tocsin-signature'] ?? '';
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  if (a.length !== b.length || !timingSafeEqual(a, b)) return 'forged';
  return Math.abs(at - now) > SKEW ? { offBy: at - now } : 'ours';
}
