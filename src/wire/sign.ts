import { createHmac } from 'node:crypto';

/**
 * Headers by which a receiver knows that a request is ours and recent: HMAC-SHA256 in hex over the timestamp
 * (seconds UTC), a dot, and the raw body. Several `v1=` may come while a secret is rotated.
 */
export function signature(secret: string, now: number, body: string): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1000));
  const hex = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return { 'tocsin-timestamp': timestamp, 'tocsin-signature': `v1=${hex}` };
}
