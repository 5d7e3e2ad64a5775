import * as z from 'zod';
import { MAILBOX } from '../../fields/reach.ts';
import { within } from '../../wire/within.ts';
import type { ExamineContext } from '../define.ts';
import { type Finding, note, ok, onlyMessage, problem, refusal } from '../finding.ts';
import { failed } from './answer.ts';
import { type Api, ask } from './api.ts';
import { whom } from './whom.ts';

const WHO = z.object({ ok: z.literal(true), team: z.string().optional(), bot_id: z.string().optional() });

/** Whether the token is taken, has the scopes that these addresses need, and finds the members among them; posts nothing. */
export async function examineApp(
  settings: { readonly 'bot-token': string; readonly 'signing-secret': string; readonly endpoint: string },
  { now, timeout, addresses, publicUrl }: Pick<ExamineContext, 'now' | 'timeout' | 'addresses' | 'publicUrl'>,
): Promise<readonly Finding[]> {
  const api: Api = { token: settings['bot-token'], endpoint: settings.endpoint, call: within(timeout), now };
  const { called, answer } = await ask(api, 'auth.test', { form: {} }, WHO);
  if (answer.is !== 'ok')
    return [
      refusal('Slack', failed(called, answer, now), 'Install the app to the workspace anew, and copy its bot token.'),
    ];
  const header = called.is === 'answered' ? called.headers['x-oauth-scopes'] : undefined;
  const scopes = header?.split(',').map((scope) => scope.trim());
  return [
    ok('Slack takes the token'),
    ...(answer.got.bot_id === undefined
      ? [note("the token is a person's, not a bot's: it ends when that person leaves", 'Use the bot token (xoxb-…).')]
      : []),
    ...(scopes ? scopeFindings(scopes, addresses) : [note('Slack did not say which scopes the token has')]),
    ...(await memberFindings(api, addresses)),
    ...buttons(settings['signing-secret'], publicUrl),
  ];
}

const isChannel = (to: string): boolean => /^[#CG]/.test(to) && !MAILBOX.test(to);
const isNamed = (to: string): boolean => to.startsWith('@');

/** The scopes of docs/channels/slack.md, and why each. */
function scopeFindings(scopes: readonly string[], addresses: readonly string[]): readonly Finding[] {
  const mails = addresses.filter((to) => MAILBOX.test(to));
  const needs = [
    { scope: 'chat:write', what: 'to post at all', needed: true },
    { scope: 'users:read', what: `to find ${addresses.filter(isNamed).join(', ')}`, needed: addresses.some(isNamed) },
    { scope: 'users:read.email', what: `to find ${mails.join(', ')}`, needed: mails.length > 0 },
    { scope: 'users:read', what: 'which users:read.email goes with', needed: mails.length > 0 },
  ].filter(({ scope, needed }) => needed && !scopes.includes(scope));
  const missing = needs.filter(({ scope }, i) => needs.findIndex((other) => other.scope === scope) === i);
  const channels = addresses.filter(isChannel);
  return [
    ...missing.map(({ scope, what }) =>
      problem(
        `the app lacks the scope ${scope}, ${what}`,
        `Add ${scope} under OAuth & Permissions, and install the app anew.`,
      ),
    ),
    ...(channels.length > 0 && !scopes.includes('chat:write.public')
      ? [
          note(
            `without the scope chat:write.public the app posts only where it was invited: ${channels.join(', ')}`,
            'Invite it there (/invite), or add the scope.',
          ),
        ]
      : []),
  ];
}

/** Members are looked up as a page does it. */
async function memberFindings(api: Api, addresses: readonly string[]): Promise<readonly Finding[]> {
  const all: Finding[] = [];
  for (const to of addresses.filter((each) => isNamed(each) || MAILBOX.test(each))) {
    const found = await whom(api, to);
    all.push(
      'failed' in found
        ? refusal(to, found.failed, 'Correct the address in `notify`, or write the id of the member.')
        : ok(`${to} is a member`),
    );
  }
  return all;
}

/** A signing secret is 32 hexadecimal digits; whether it is the app's, only a press tells. */
function buttons(secret: string, publicUrl: string | undefined): readonly Finding[] {
  if (!/^[0-9a-f]{32}$/.test(secret))
    return [
      problem(
        'the signing secret does not look like one: no button would be believed',
        'Copy the signing secret from Basic Information, not the client secret or the verification token.',
      ),
    ];
  return publicUrl === undefined
    ? [note('a press of a button cannot be heard here: there is no public address', 'Set console.public-url.')]
    : [];
}

/** An incoming webhook answers no question without posting. */
export function examineWebhook(webhook: string, channel: string): readonly Finding[] {
  const { hostname = '', pathname = '' } = URL.canParse(webhook) ? new URL(webhook) : {};
  // Another host may be a proxy, or speak Slack's language.
  const isOne = hostname !== 'hooks.slack.com' || /^\/(services|workflows|triggers)\/\S+$/.test(pathname);
  return hostname !== '' && isOne
    ? [ok('the webhook has the form of one'), onlyMessage(channel, 'whether it is taken')]
    : [
        problem(
          'the webhook does not look like one of Slack',
          'Copy its address whole: https://hooks.slack.com/services/…',
        ),
      ];
}
