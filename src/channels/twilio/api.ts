import * as z from 'zod';
import type { Delivery } from '../../core/escalation/delivery.ts';
import { type Called, call } from '../../wire/call.ts';
import type { ChannelContext } from '../define.ts';
import { deliveryOf } from '../delivered.ts';
import type { Account } from './account.ts';
import { CREDENTIALS, codeInWords } from './codes.ts';

/** A list is sent as the same name several times. */
export type Params = Readonly<Record<string, string | readonly string[]>>;

/** One POST to a resource of the account, as `Calls` or `Messages/SM…`; what became of it (E5), with the SID as `ref`. */
export async function post(
  resource: string,
  params: Params,
  { account, token, endpoint }: Account,
  { now, timeout }: Pick<ChannelContext, 'now' | 'timeout'>,
): Promise<Delivery> {
  const id = account.trim();
  const called = await call({
    method: 'POST',
    url: `${endpoint.replace(/\/+$/, '')}/2010-04-01/Accounts/${encodeURIComponent(id)}/${resource}.json`,
    headers: {
      authorization: `Basic ${Buffer.from(`${id}:${token.trim()}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
      'user-agent': 'tocsin',
    },
    body: form(params),
    timeout,
  });
  return judged(called, now);
}

const form = (params: Params): string =>
  new URLSearchParams(
    Object.entries(params).flatMap(([name, value]) =>
      (typeof value === 'string' ? [value] : value).map((each): [string, string] => [name, each]),
    ),
  ).toString();

const SID = /^(CA|SM|MM)[0-9a-f]{32}$/i;
const answer = z.object({ sid: z.string().regex(SID) }).or(z.object({ code: z.int() }));

/** The status decides; the body's `code` says why, in our words: its `message` may repeat what it was sent (W7). */
function judged(called: Called, now: number): Delivery {
  const delivery = deliveryOf(called, now);
  const said = called.is === 'answered' ? read(called.body) : undefined;
  if (delivery.is === 'accepted') return { is: 'accepted', ...(said && 'sid' in said && { ref: said.sid }) };
  if (!said || !('code' in said) || delivery.is === 'unknown') return delivery;
  const why = `${delivery.why}: ${codeInWords(said.code)}`;
  if (delivery.is === 'permanent' && CREDENTIALS.has(said.code)) return { ...delivery, why, credentials: true };
  return { ...delivery, why };
}

function read(body: string): z.output<typeof answer> | undefined {
  try {
    return answer.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** True of what Twilio calls a call. */
export const isCall = (ref: string): boolean => /^CA[0-9a-f]{32}$/i.test(ref);
