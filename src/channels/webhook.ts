import * as z from 'zod';
import type { Delivery } from '../core/escalation/delivery.ts';
import { inWords, SECOND } from '../core/time/instant.ts';
import { type Called, call } from '../wire/call.ts';
import { signature } from '../wire/sign.ts';
import { defineChannel } from './define.ts';
import { asIs, fill, forHeader, forJson, templateProblem } from './template.ts';

const template = () =>
  z.string().superRefine((text, context) => {
    const problem = templateProblem(text);
    if (problem) context.addIssue({ code: 'custom', message: problem });
  });

const shape = {
  url: z
    .string()
    .refine(
      (text) => text.includes('${secret:') || /^https?:\/\/\S+$/.test(text),
      'is not a web address: write for example https://ntfy.example.com/shop',
    )
    .describe('where messages are sent'),
  method: z.enum(['POST', 'PUT']).default('POST'),
  headers: z.record(z.string(), template()).default({}).describe('may hold placeholders such as {{title}}'),
  body: template()
    .optional()
    .describe('a template such as {"content": "{{text}}"}; the whole message as JSON where absent'),
  'content-type': z.string().default('application/json'),
  secret: z.string().optional().describe('signs every request (Tocsin-Signature)'),
  wakes: z.boolean().default(false).describe('true where what it reaches rings loud enough at night'),
};

/** Any service that takes an HTTP request: ntfy, Discord, Telegram, a script of yours. */
export const webhook = defineChannel({
  kind: 'webhook',
  summary: 'an HTTP request, signed, with a body of your making: ntfy, Discord, Telegram and others',
  shape,
  can: { wake: false, acknowledge: false, resolve: true },
  abilities: ({ wakes }) => ({ wake: wakes, acknowledge: false, resolve: true }),
  async send(message, settings, { now, timeout }) {
    const type = settings['content-type'];
    const body =
      settings.body === undefined
        ? JSON.stringify(message)
        : fill(settings.body, message, /json/i.test(type) ? forJson : asIs);
    const own = Object.fromEntries(
      Object.entries(settings.headers).map(([name, value]) => [name.toLowerCase(), fill(value, message, forHeader)]),
    );
    const headers = {
      'content-type': type,
      'user-agent': 'tocsin',
      'idempotency-key': message.key,
      ...(message.repeat && { 'tocsin-repeat': 'true' }),
      ...own,
      ...(settings.secret !== undefined && signature(settings.secret, now, body)),
    };
    return deliveryOf(await call({ method: settings.method, url: settings.url, headers, body, timeout }), now);
  },
});

/** Asked to come back, or in trouble for now; everything else outside 2xx is definite. */
const TEMPORARY = new Set([408, 425, 429]);
const AGAIN = 5 * SECOND;

/** What an answer means for a page (E5). */
export function deliveryOf(called: Called, now: number): Delivery {
  if (called.is === 'lost') return { is: 'unknown', why: called.why };
  if (called.is === 'not sent') return { is: 'temporary', why: called.why, retryAt: now + AGAIN };
  const { status } = called;
  if (status >= 200 && status < 300) return { is: 'accepted' };
  if (!TEMPORARY.has(status) && status < 500) return { is: 'permanent', why: `answered ${status}` };
  const wait = retryAfter(called.headers['retry-after'], now) ?? AGAIN;
  return { is: 'temporary', why: `answered ${status}, again in ${inWords(wait)}`, retryAt: now + wait };
}

/** RFC 9110 §10.2.3: seconds or a date; never less than a second. */
function retryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const wait = /^\d+$/.test(value.trim()) ? Number(value) * SECOND : Date.parse(value) - now;
  return Number.isFinite(wait) ? Math.max(SECOND, wait) : undefined;
}
