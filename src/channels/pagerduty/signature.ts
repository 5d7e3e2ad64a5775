import { createHmac } from 'node:crypto';
import type { CallbackCall } from '../../core/callback.ts';
import { equalSecrets } from '../../core/equal.ts';

/**
 * Whether PagerDuty sent it (developer.pagerduty.com, "Webhook Signatures"): one of the signatures is `v1=` and
 * HMAC-SHA256 in hex of the raw body; there are several while a secret is replaced. No time is signed: how old it is, and
 * whether it was seen before, the event itself has to say.
 */
export function isPagerDutys(secret: string, { headers, body }: Pick<CallbackCall, 'headers' | 'body'>): boolean {
  const expected = `v1=${createHmac('sha256', secret.trim()).update(body, 'utf8').digest('hex')}`;
  // All of them are compared: which one it was is nobody's business.
  return (headers['x-pagerduty-signature'] ?? '')
    .split(',', MOST)
    .reduce((found, given) => equalSecrets(given.trim(), expected) || found, false);
}

/** PagerDuty sends two while a secret is replaced. */
const MOST = 16;
