import { createHmac } from 'node:crypto';

export const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5';

export interface Press {
  readonly value?: string;
  readonly user?: { readonly id: string; readonly username?: string; readonly name?: string };
  /** The channel that the message is in. */
  readonly place?: string;
  readonly responseUrl?: string;
}

/** What Slack sends when a button is pressed, as its page about `block_actions` has it. */
export const blockActions = ({
  value,
  user = { id: 'U0ADA', username: 'ada', name: 'ada' },
  place = 'C0DEVOPS',
  responseUrl,
}: Press) => ({
  type: 'block_actions',
  user: { team_id: 'T9TK3CUKW', ...user },
  api_app_id: 'A0123',
  token: 'Shh_its_a_seekrit',
  container: { type: 'message', message_ts: '1548261231.000200', channel_id: place, is_ephemeral: false },
  trigger_id: '12321423423.333649436676.d8c1bb837935619ccad0f624c448ffb3',
  team: { id: 'T9TK3CUKW', domain: 'example' },
  channel: { id: place, name: 'devops' },
  message: { bot_id: 'BAH5CA16Z', type: 'message', text: 'P1 …', user: 'UAJ2RU415', ts: '1548261231.000200' },
  ...(responseUrl !== undefined && { response_url: responseUrl }),
  actions: [
    {
      action_id: 'tocsin.acknowledge.0',
      block_id: '=qXel',
      text: { type: 'plain_text', text: 'Acknowledge', emoji: false },
      ...(value !== undefined && { value }),
      type: 'button',
      action_ts: '1548426417.840180',
    },
  ],
});

/** A request as Slack sends it: a form with one field, signed over its raw text, `at` in milliseconds UTC. */
export function slackRequest(payload: unknown, at: number, secret = SIGNING_SECRET) {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const timestamp = String(Math.floor(at / 1_000));
  const base = ['v0', timestamp, body].join(':');
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${createHmac('sha256', secret).update(base).digest('hex')}`,
    } as Record<string, string>,
    body,
  };
}
