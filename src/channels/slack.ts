import * as z from 'zod';
import type { Delivery } from '../core/escalation/delivery.ts';
import { MAILBOX } from '../fields/reach.ts';
import { webAddress } from '../fields/web-address.ts';
import type { Called } from '../wire/call.ts';
import { within } from '../wire/within.ts';
import { defineChannel } from './define.ts';
import { deliveryOf } from './delivered.ts';
import { byPart } from './hear.ts';
import { layout } from './slack/blocks.ts';
import { examineApp, examineWebhook } from './slack/examine.ts';
import { interaction } from './slack/hear.ts';
import { post } from './slack/post.ts';

const shape = {
  'bot-token': z.string().min(1).optional().describe('of an app that may chat:write; goes with signing-secret'),
  'signing-secret': z.string().min(1).optional().describe("proves that an answer is Slack's"),
  webhook: webAddress('https://hooks.slack.com/services/T000/B000/XXXX')
    .optional()
    .describe('an incoming webhook instead of an app: one channel, links for buttons'),
  endpoint: webAddress('https://slack.com/api')
    .default('https://slack.com/api')
    .describe("another address of the API: GovSlack's, or a proxy's"),
};

/** Ids are in capitals; mail addresses in any letters. */
const ADDRESS = new RegExp(`^[#@]\\S+$|^[CDGUW][A-Z0-9]{2,}$|(?i:${MAILBOX.source})`);

/** With an app messages have buttons and are updated; an incoming webhook only ever posts to its own channel. */
export const slack = defineChannel({
  kind: 'slack',
  summary: 'a Slack message with buttons, to a channel or a member',
  shape,
  alternatives: [['bot-token', 'signing-secret'], ['webhook']],
  address: {
    what: 'a channel, a member, the id of either, or a mail address',
    example: '"#devops"',
    needed: true,
    unless: 'webhook',
    like: ADDRESS,
  },
  can: { wake: false, acknowledge: true, resolve: true, keeps: true },
  abilities: ({ webhook }) => ({
    wake: false,
    acknowledge: webhook === undefined,
    resolve: true,
    ...(webhook === undefined && { keeps: true }),
  }),
  hear: byPart({ interaction }),
  async send(message, { webhook, 'bot-token': token = '', endpoint }, { now, timeout }) {
    const call = within(timeout);
    if (webhook === undefined) return post({ token, endpoint, call, now }, message);
    const headers = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'tocsin' };
    const body = JSON.stringify(layout(message, false));
    return judged(await call({ method: 'POST', url: webhook, headers, body }), now);
  },
  examine: ({ webhook, 'bot-token': token = '', 'signing-secret': secret = '', endpoint }, context) =>
    webhook === undefined
      ? examineApp({ 'bot-token': token, 'signing-secret': secret, endpoint }, context)
      : examineWebhook(webhook, context.channel),
});

/** A webhook whose address is not taken any more says so in words; its address is its credentials. */
function judged(called: Called, now: number): Delivery {
  const isGone = called.is === 'answered' && /^(invalid_token|no_service|no_team|no_active_hooks)/.test(called.body);
  return isGone && called.status >= 400 && called.status < 500
    ? { is: 'permanent', why: `answered ${called.status}: the webhook is refused`, credentials: true }
    : deliveryOf(called, now);
}
