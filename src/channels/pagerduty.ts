import * as z from 'zod';
import type { Delivery } from '../core/escalation/delivery.ts';
import { webAddress } from '../fields/web-address.ts';
import type { Called } from '../wire/call.ts';
import { within } from '../wire/within.ts';
import { defineChannel } from './define.ts';
import { deliveryOf } from './delivered.ts';
import { byPart } from './hear.ts';
import { change } from './pagerduty/change.ts';
import { actionsOf, event } from './pagerduty/events.ts';
import { examinePagerDuty } from './pagerduty/examine.ts';
import { events } from './pagerduty/hear.ts';

const shape = {
  'routing-key': z.string().min(1).describe("the integration key of a PagerDuty service's Events API v2"),
  escalates: z
    .boolean()
    .default(false)
    .describe("true: PagerDuty's own policy takes the levels over; Tocsin triggers, updates and resolves"),
  'webhook-secret': z
    .string()
    .min(1)
    .optional()
    .describe(
      "of a webhook subscription: proves that an acknowledgement there is PagerDuty's, so that it stops Tocsin",
    ),
  endpoint: webAddress('https://events.eu.pagerduty.com')
    .default('https://events.pagerduty.com')
    .describe("another address of the API: the EU's, or a proxy's"),
};

/** Whom it reaches is the service's own policy: `notify` names it alone. Events API v2: 202 is accepted, 400 definite. */
export const pagerduty = defineChannel({
  kind: 'pagerduty',
  summary: 'an alert of a PagerDuty service, acknowledged and resolved on either side',
  shape,
  can: { wake: true, acknowledge: true, resolve: true, keeps: true },
  abilities: ({ escalates }) => ({
    wake: true,
    acknowledge: true,
    resolve: true,
    keeps: true,
    ...(escalates && { escalates }),
  }),
  hear: byPart({ events }),
  async send(message, settings, { now, timeout }) {
    const call = within(timeout);
    const url = `${settings.endpoint.replace(/\/$/, '')}/v2/enqueue`;
    const headers = { 'content-type': 'application/json', 'user-agent': 'tocsin' };
    let delivery: Delivery = { is: 'accepted' };
    for (const action of actionsOf(message)) {
      const body = event(action, message, settings['routing-key']);
      const called = await call({ method: 'POST', url, headers, body });
      delivery = judged(called, now);
      if (delivery.is !== 'accepted') return delivery;
    }
    return { ...delivery, ref: message.thread };
  },
  async announce(deploy, settings, { now, timeout, name }) {
    const url = `${settings.endpoint.replace(/\/$/, '')}/v2/change/enqueue`;
    const headers = { 'content-type': 'application/json', 'user-agent': 'tocsin' };
    const body = change(deploy, name, settings['routing-key']);
    return judged(await within(timeout)({ method: 'POST', url, headers, body }), now);
  },
  examine: examinePagerDuty,
});

/** A key that is not one is answered 400 with words about it, not 401. */
function judged(called: Called, now: number): Delivery {
  if (called.is === 'answered' && called.status === 400 && /routing.?key/i.test(called.body))
    return { is: 'permanent', why: 'answered 400: the routing key is refused', credentials: true };
  return deliveryOf(called, now);
}
