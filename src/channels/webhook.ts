import * as z from 'zod';
import { webAddress } from '../fields/web-address.ts';
import { call } from '../wire/call.ts';
import { signature } from '../wire/sign.ts';
import { ANY_TEXT } from './address.ts';
import { defineChannel } from './define.ts';
import { deliveryOf } from './delivered.ts';
import { examineAddress } from './examine-address.ts';
import { asIs, fill, forHeader, forJson, templateProblem } from './template.ts';

const template = () =>
  z.string().superRefine((text, context) => {
    const problem = templateProblem(text);
    if (problem) context.addIssue({ code: 'custom', message: problem });
  });

const shape = {
  url: webAddress('https://ntfy.example.com/shop').describe('where messages are sent'),
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
  address: ANY_TEXT,
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
      ...own,
      // After the config's own: a provider that drops doubles must see the page's key (E5).
      'idempotency-key': message.key,
      ...(message.repeat && { 'tocsin-repeat': 'true' }),
      ...(settings.secret !== undefined && signature(settings.secret, now, body)),
    };
    return deliveryOf(await call({ method: settings.method, url: settings.url, headers, body, timeout }), now);
  },
  examine: ({ url, headers }, { channel }) => examineAddress(url, Object.keys(headers), channel),
});
