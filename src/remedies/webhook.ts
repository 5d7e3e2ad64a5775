import * as z from 'zod';
import type { Applied, Planned, RemedyIntent, Verified } from '../core/remedy/remedy.ts';
import { webAddress } from '../fields/web-address.ts';
import { type Called, call } from '../wire/call.ts';
import { jsonIn, said } from '../wire/said.ts';
import { signature } from '../wire/sign.ts';
import { reasonIn, secretsIn } from './answer.ts';
import { defineRemedy } from './define.ts';
import { intentOf } from './intent.ts';

const address = () => webAddress('https://deploys.example.com/shop/plan');

const shape = {
  plan: address().describe(
    'GET: 200 {summary, target, facts, difference} says what would be done; 409 {reason} that nothing should be',
  ),
  apply: address().describe('POST {key, summary, target, facts}: does it, once per key'),
  verify: address().describe('GET, the facts as its query: 200 {state: healthy | pending | failed, text}'),
  headers: z.record(z.string(), z.string()).default({}),
  secret: z.string().optional().describe('signs every request (Tocsin-Signature)'),
};

type Settings = z.output<z.ZodObject<typeof shape>>;

const fact = z.union([z.string(), z.number(), z.boolean()]);
const planned = z.object({
  summary: z.string().min(1).max(200),
  target: z.string().min(1).max(200),
  facts: z.record(z.string(), fact).default({}),
  difference: z.array(z.string().min(1).max(200)).max(12).optional(),
});
const verified = z.object({
  state: z.enum(['healthy', 'pending', 'failed']),
  text: z.string().optional(),
  why: z.string().optional(),
});

/** A remedy behind three addresses of yours: a deploy service, a script. Plan and verify only read; apply is idempotent by its key. */
export const webhook = defineRemedy({
  kind: 'webhook',
  summary: 'three addresses of your own deploy service: plan, apply, verify',
  shape,
  async plan(settings, { timeout, now }): Promise<Planned> {
    const answer = await ask(settings, { method: 'GET', url: settings.plan, timeout, now });
    if (answer.is !== 'answered') return { is: 'refused', why: `its plan could not be had: ${answer.why}` };
    if (answer.status !== 200)
      return { is: 'refused', why: reasonIn(answer.body, secretsIn(settings)) ?? `its plan answered ${answer.status}` };
    const parsed = planned.safeParse(jsonIn(answer.body));
    if (!parsed.success) return { is: 'refused', why: 'its plan is not {summary, target, facts}' };
    return { is: 'planned', intent: intentOf(parsed.data) };
  },
  async apply({ summary, target, facts }, settings, { key, timeout, now }): Promise<Applied> {
    const answer = await ask(settings, {
      method: 'POST',
      url: settings.apply,
      timeout,
      now,
      body: JSON.stringify({ key, summary, target, facts }),
      key,
    });
    if (answer.is === 'not sent' || answer.is === 'invalid')
      return { is: 'refused', why: `it could not be reached: ${answer.why}` };
    if (answer.is === 'lost') return answer.head ? applied(answer.head.status) : { is: 'unknown', why: answer.why };
    return applied(answer.status, reasonIn(answer.body, secretsIn(settings)));
  },
  async verify({ facts }, settings, { timeout, now }): Promise<Verified> {
    const answer = await ask(settings, { method: 'GET', url: withQuery(settings.verify, facts), timeout, now });
    const parsed =
      answer.is === 'answered' && answer.status === 200 ? verified.safeParse(jsonIn(answer.body)) : undefined;
    if (!parsed?.success)
      return { is: 'pending', text: answer.is === 'answered' ? `its state answered ${answer.status}` : answer.why };
    const { state, text, why } = parsed.data;
    return OUTCOMES[state](said(text ?? why ?? state, secretsIn(settings)));
  },
});

const OUTCOMES: Readonly<Record<z.output<typeof verified>['state'], (text: string) => Verified>> = {
  healthy: () => ({ is: 'healthy' }),
  pending: (text) => ({ is: 'pending', text }),
  failed: (text) => ({ is: 'failed', why: text }),
};

/** A status decides, whether or not the body that follows it arrives; one of 500 and above may have come half-way (G5). */
function applied(status: number, reason?: string): Applied {
  if (status >= 200 && status < 300) return { is: 'applied' };
  if (status >= 500) return { is: 'unknown', why: `answered ${status}` };
  return { is: 'refused', why: reason ?? `answered ${status}` };
}

function withQuery(address: string, facts: RemedyIntent['facts']): string {
  const url = URL.parse(address);
  for (const [name, value] of Object.entries(facts)) url?.searchParams.set(name, String(value));
  return url?.href ?? address;
}

interface Ask {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly timeout: number;
  readonly now: number;
  readonly body?: string;
  readonly key?: string;
}

function ask({ headers, secret }: Settings, { method, url, timeout, now, body, key }: Ask): Promise<Called> {
  const all = {
    accept: 'application/json',
    'user-agent': 'tocsin',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    // After the config's own: what makes a second apply harmless is this key (G5).
    ...(key !== undefined && { 'idempotency-key': key }),
    ...(secret !== undefined && signature(secret, now, body ?? '')),
  };
  return call({ method, url, headers: all, timeout, ...(body !== undefined && { body }) });
}
