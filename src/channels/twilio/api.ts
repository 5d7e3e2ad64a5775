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
  account: Account,
  { now, timeout }: Pick<ChannelContext, 'now' | 'timeout'>,
): Promise<Delivery> {
  const { url, headers } = to(account, `/${resource}.json`);
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return judged(
    await call({ method: 'POST', url, headers: { ...headers, ...type }, body: form(params), timeout }),
    now,
  );
}

/** What a resource of the account holds, as this shape: `.json` is the account itself. Or why there is no telling. */
export async function get<Shape extends z.ZodType>(
  resource: string,
  shape: Shape,
  account: Account,
  { now, timeout }: Pick<ChannelContext, 'now' | 'timeout'>,
): Promise<{ readonly got?: z.output<Shape>; readonly delivery: Delivery }> {
  const called = await call({ method: 'GET', ...to(account, resource), timeout, most: 1024 * 1024 });
  const delivery = judged(called, now);
  const got = called.is === 'answered' && delivery.is === 'accepted' ? read(called.body, shape) : undefined;
  return { delivery, ...(got !== undefined && { got }) };
}

function to({ account, token, endpoint }: Account, resource: string) {
  const id = account.trim();
  return {
    url: `${endpoint.replace(/\/+$/, '')}/2010-04-01/Accounts/${encodeURIComponent(id)}${resource}`,
    headers: {
      authorization: `Basic ${Buffer.from(`${id}:${token.trim()}`).toString('base64')}`,
      accept: 'application/json',
      'user-agent': 'tocsin',
    },
  };
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
  const said = called.is === 'answered' ? read(called.body, answer) : undefined;
  if (delivery.is === 'accepted') return { is: 'accepted', ...(said && 'sid' in said && { ref: said.sid }) };
  if (!said || !('code' in said) || delivery.is === 'unknown') return delivery;
  const why = `${delivery.why}: ${codeInWords(said.code)}`;
  if (delivery.is === 'permanent' && CREDENTIALS.has(said.code)) return { ...delivery, why, credentials: true };
  return { ...delivery, why };
}

function read<Shape extends z.ZodType>(body: string, shape: Shape): z.output<Shape> | undefined {
  try {
    return shape.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** True of what Twilio calls a call. */
export const isCall = (ref: string): boolean => /^CA[0-9a-f]{32}$/i.test(ref);
