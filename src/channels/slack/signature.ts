import { createHmac } from 'node:crypto';
import type { CallbackCall } from '../../core/callback.ts';
import { equalSecrets } from '../../core/equal.ts';
import { type Instant, MINUTE, SECOND } from '../../core/time/instant.ts';

/** How far from ours the clock of a request may be, either way; what is older was kept by somebody. */
const WINDOW = 5 * MINUTE;

/**
 * Whether Slack sent it, and just now (docs.slack.dev, "Verifying requests from Slack"): `v0=` and HMAC-SHA256 in hex,
 * under the signing secret, over `v0:<seconds>:<raw body>`. Its name, and until when it would be taken; `undefined`: no.
 */
export function fromSlack(
  secret: string,
  now: Instant,
  { headers, body }: Pick<CallbackCall, 'headers' | 'body'>,
): { readonly name: string; readonly until: Instant } | undefined {
  const [timestamp = '', given = ''] = [headers['x-slack-request-timestamp'], headers['x-slack-signature']];
  const expected = `v0=${createHmac('sha256', secret.trim()).update(`v0:${timestamp}:${body}`, 'utf8').digest('hex')}`;
  const at = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) * SECOND : Number.NaN;
  if (!equalSecrets(given, expected) || !(Math.abs(now - at) <= WINDOW)) return undefined;
  return { name: `slack/${given}`, until: at + WINDOW + SECOND };
}
