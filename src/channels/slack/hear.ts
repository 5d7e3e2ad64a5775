import * as z from 'zod';
import type { CallbackReply } from '../../core/callback.ts';
import type { Answer } from '../../core/incident/answer.ts';
import { type Pressed, readButton } from '../../core/message/button.ts';
import { call } from '../../wire/call.ts';
import { FORGED, type Hear, NOBODYS, unreadable } from '../hear.ts';
import { escaped } from './mrkdwn.ts';
import { type Presser, presserOf } from './presser.ts';
import { fromSlack } from './signature.ts';

interface Settings {
  readonly 'signing-secret'?: string | undefined;
  readonly endpoint: string;
}

/** What a press of a button says (docs.slack.dev, "block_actions payload"), as far as it is read. */
const PRESS = z.object({
  type: z.literal('block_actions'),
  user: z.object({
    id: z.string().regex(/^[UW][A-Z0-9]{2,20}$/),
    username: z.string().optional(),
    name: z.string().optional(),
  }),
  channel: z.object({ id: z.string() }).optional(),
  response_url: z.string().optional(),
  actions: z.array(z.object({ value: z.string().optional() })).min(1),
});

/** Slack shows an error to whoever pressed after 3 s. Until then: what is done, and what is said of it. */
const DONE_WITHIN = 2_000;
const SAID_WITHIN = 900;

/** A button of ours was pressed. What came of it is said to whoever pressed alone; all others hear the news. */
export const interaction: Hear<Settings> = (request, settings, { now, plan }) => {
  const secret = settings['signing-secret'];
  if (secret === undefined) return NOBODYS;
  const once = fromSlack(secret, now, request);
  if (!once) return FORGED;
  const payload = jsonOf(new URLSearchParams(request.body).get('payload') ?? '');
  if (payload === undefined) return unreadable('there is no payload');
  const press = PRESS.safeParse(payload).data;
  const pressed = readButton(press?.actions[0]?.value ?? '');
  // Links are buttons as well, and other things can happen to a message: none of them is for us.
  if (!press || !pressed) return { is: 'nothing', reply: () => DONE };
  const { user, channel, response_url: url } = press;
  const say = (text: string) => whisper(url, text, settings);
  const member = { id: user.id, username: user.username ?? user.name };
  const presser = presserOf(member, { person: pressed.person, place: channel?.id ?? '' }, request.channel, plan);
  if (pressed.action === 'approve' && !presser.sure)
    return {
      is: 'nothing',
      reply: () =>
        say(
          `An approval has to say for sure whose it is: write your member id (${user.id}) beside '${request.channel}' in your \`notify\`, or use the link.`,
        ),
    };
  return {
    is: 'asked',
    asks: { is: 'answer', answer: { ...answerOf(pressed, presser), once: once.name } },
    once,
    reply: (came) => (came ? say(came.text) : { status: 500 }),
    late: { after: DONE_WITHIN, reply: DONE },
  };
};

function answerOf({ incident, generation, action, remedy = '', hash = '' }: Pressed, { by }: Presser): Answer {
  const about = { incident, generation, by, via: 'Slack' };
  const answers: Readonly<Record<Pressed['action'], Answer>> = {
    acknowledge: { action: 'acknowledge', ...about },
    escalate: { action: 'escalate', ...about },
    approve: { action: 'approve', ...about, remedy, hash },
    refuse: { action: 'refuse', ...about, remedy },
  };
  return answers[action];
}

/** Says it to whoever pressed. That it could not be said changes nothing: the thread shows how things are. */
async function whisper(url: string | undefined, text: string, { endpoint }: Settings): Promise<CallbackReply> {
  if (url === undefined || !isSlacks(url, endpoint)) return DONE;
  await call({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'tocsin' },
    body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text: escaped(text, 3_000) }),
    timeout: SAID_WITHIN,
  });
  return DONE;
}

/** Slack's own hosts, or wherever the API is said to be. */
function isSlacks(url: string, endpoint: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, origin } = new URL(url);
  return (protocol === 'https:' && /^hooks\.slack(-gov)?\.com$/.test(hostname)) || origin === new URL(endpoint).origin;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const DONE: CallbackReply = { status: 200 };
