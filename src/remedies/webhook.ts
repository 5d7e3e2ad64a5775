import * as z from 'zod';
import type { Applied, Planned, Verified } from '../core/remedy/remedy.ts';
import { type Called, call } from '../wire/call.ts';
import { signature } from '../wire/sign.ts';
import { defineRemedy } from './define.ts';
import { intentOf } from './intent.ts';

const address = () =>
  z.string().refine((text) => text.includes('${secret:') || /^https?:\/\/\S+$/.test(text), 'is not a web address');

const shape = {
  plan: address().describe(
    'GET: 200 {summary, target, facts} says what would be done; 409 {reason} that nothing should be',
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
});
const verified = z.object({ state: z.enum(['healthy', 'pending', 'failed']), text: z.string().optional() });

/** A remedy behind three addresses of yours: a deploy service, a script. Plan and verify only read; apply is idempotent by its key. */
export const webhook = defineRemedy({
  kind: 'webhook',
  summary: 'three addresses of your own deploy service: plan, apply, verify',
  shape,
  async plan(settings, { timeout, now }): Promise<Planned> {
    const answer = await ask(settings, { method: 'GET', url: settings.plan, timeout, now });
    if (answer.is !== 'answered') return { is: 'refused', why: `its plan could not be had: ${answer.why}` };
    if (answer.status !== 200)
      return { is: 'refused', why: reasonIn(answer.body) ?? `its plan answered ${answer.status}` };
    const parsed = planned.safeParse(json(answer.body));
    if (!parsed.success) return { is: 'refused', why: 'its plan is not {summary, target, facts}' };
    return { is: 'planned', intent: intentOf(parsed.data) };
  },
  async apply({ summary, target, facts }, key, settings, { timeout, now }): Promise<Applied> {
    const answer = await ask(settings, {
      method: 'POST',
      url: settings.apply,
      timeout,
      now,
      body: JSON.stringify({ key, summary, target, facts }),
      key,
    });
    if (answer.is === 'not sent') return { is: 'refused', why: `it could not be reached: ${answer.why}` };
    if (answer.is === 'lost') return { is: 'unknown', why: answer.why };
    if (answer.status >= 200 && answer.status < 300) return { is: 'applied' };
    if (answer.status >= 500) return { is: 'unknown', why: `answered ${answer.status}` };
    return { is: 'refused', why: reasonIn(answer.body) ?? `answered ${answer.status}` };
  },
  async verify({ facts }, settings, { timeout, now }): Promise<Verified> {
    const url = new URL(settings.verify);
    for (const [name, value] of Object.entries(facts)) url.searchParams.set(name, String(value));
    const answer = await ask(settings, { method: 'GET', url: url.href, timeout, now });
    const parsed =
      answer.is === 'answered' && answer.status === 200 ? verified.safeParse(json(answer.body)) : undefined;
    if (!parsed?.success)
      return { is: 'pending', text: answer.is === 'answered' ? `its state answered ${answer.status}` : answer.why };
    const { state, text = state } = parsed.data;
    return state === 'healthy'
      ? { is: 'healthy' }
      : state === 'failed'
        ? { is: 'failed', why: text }
        : { is: 'pending', text };
  },
});

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
    ...(key !== undefined && { 'idempotency-key': key }),
    ...headers,
    ...(secret !== undefined && signature(secret, now, body ?? '')),
  };
  return call({ method, url, headers: all, timeout, ...(body !== undefined && { body }) });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The reason a service gives for refusing, cut to a readable length. */
function reasonIn(body: string): string | undefined {
  const parsed = z.object({ reason: z.string().min(1) }).safeParse(json(body));
  return parsed.success ? parsed.data.reason.slice(0, 200) : undefined;
}
