import * as z from 'zod';
import { webAddress } from '../fields/web-address.ts';
import { declareChannel } from './define.ts';

const shape = {
  'bot-token': z.string().min(1).optional().describe('of an app that may chat:write; goes with signing-secret'),
  'signing-secret': z.string().min(1).optional().describe("proves that an answer is Slack's"),
  webhook: webAddress('https://hooks.slack.com/services/T000/B000/XXXX')
    .optional()
    .describe('an incoming webhook instead of an app: one channel, no answers'),
};

/** With an app messages have buttons and are updated; an incoming webhook only ever posts to its own channel. */
export const slack = declareChannel({
  kind: 'slack',
  summary: 'a Slack message with buttons, to a channel or a member',
  shape,
  alternatives: [['bot-token', 'signing-secret'], ['webhook']],
  address: {
    what: 'a channel, a member, or the id of either',
    example: '"#devops"',
    needed: true,
    unless: 'webhook',
    like: /^[#@]\S+$|^[CDGUW][A-Z0-9]{2,}$/,
  },
  can: { wake: false, acknowledge: true, resolve: true },
  abilities: ({ webhook }) => ({ wake: false, acknowledge: webhook === undefined, resolve: true }),
});
