import type { Delivery } from '../core/escalation/delivery.ts';
import { webAddress } from '../fields/web-address.ts';
import { type Called, call } from '../wire/call.ts';
import { defineChannel } from './define.ts';
import { deliveryOf } from './delivered.ts';
import { cardMessage } from './teams/card.ts';
import { examineTeams } from './teams/examine.ts';

const shape = {
  webhook: webAddress('https://example.webhook.office.com/workflows/…').describe(
    'of a workflow that starts "when a Teams webhook request is received"',
  ),
};

/** A card in the workflow's own chat or channel: `notify` names it alone. A workflow answers 202, and posts after that. */
export const teams = defineChannel({
  kind: 'teams',
  summary: 'an Adaptive Card in Microsoft Teams, by a workflow',
  shape,
  can: { wake: false, acknowledge: false, resolve: true },
  async send(message, { webhook }, { now, timeout }) {
    const headers = { 'content-type': 'application/json', 'user-agent': 'tocsin' };
    const body = cardMessage(message);
    return judged(await call({ method: 'POST', url: webhook, headers, body, timeout }), now);
  },
  examine: ({ webhook }, { channel }) => examineTeams(webhook, channel),
});

/** The address is its own credentials: a workflow that was made anew has another. */
const GONE = new Set([401, 403, 404, 410]);

function judged(called: Called, now: number): Delivery {
  if (called.is === 'answered' && GONE.has(called.status))
    return { is: 'permanent', why: `answered ${called.status}: the workflow's address is refused`, credentials: true };
  // What the connectors before the workflows said with a 200.
  const failed = called.is === 'answered' && /^Webhook message delivery failed/i.test(called.body);
  return deliveryOf(failed && called.status === 200 ? { ...called, status: 503 } : called, now);
}
