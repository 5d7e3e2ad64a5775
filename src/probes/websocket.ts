import * as z from 'zod';
import type { Finding } from '../core/check/check.ts';
import { inWords } from '../core/time/instant.ts';
import { duration } from '../fields/duration.ts';
import { authoriser, credentialsIn } from './auth/auth.ts';
import { defineProbe } from './define.ts';
import { conclude, concludeFailure, observeSighting } from './expect/conclude.ts';
import { valueOrPattern } from './expect/pattern.ts';
import { judgeTime, responseTime } from './expect/time.ts';
import { judgeCertificate } from './expect/timing.ts';
import { webTarget } from './target.ts';
import { converse } from './websocket/converse.ts';
import { judgeMessage } from './websocket/judge.ts';
import { startCheck } from './wire/check.ts';
import { endpointOf, openConnection, type Sighting } from './wire/connection.ts';
import { isFailure } from './wire/failure.ts';
import { stopwatch } from './wire/phases.ts';
import { percentDecoded } from './wire/redact.ts';

const { url: _url, follow: _follow, ...target } = webTarget;

const timing = {
  certificate: duration().optional().describe('valid for at least this long'),
  'response-time': responseTime(),
};

const shape = {
  url: z
    .string()
    .refine((text) => text.startsWith('${secret:') || (URL.canParse(text) && /^wss?:$/.test(new URL(text).protocol)), {
      error: (issue) =>
        `'${String(issue.input)}' is not a WebSocket's address: write for example wss://shop.example.com/live`,
    })
    .describe('ws:// or wss://, with path and query'),
  ...target,
  protocols: z
    .array(z.string().regex(/^[\w.+-]+$/))
    .default([])
    .describe('subprotocols to offer'),
  send: z.string().optional().describe('a message to send once it is open'),
  expect: z
    .strictObject({
      message: valueOrPattern().optional().describe('a message holds this text, or matches /a pattern/'),
      echo: z.literal(true).optional().describe('what was sent comes back'),
      ...timing,
    })
    .refine(({ echo, message }) => !(echo && message !== undefined), 'name one of echo and message')
    .default({}),
  warn: z.strictObject(timing).default({}),
};

/** What the URL says of who asks (RFC 7617). */
const basicOf = ({ username, password }: URL): { readonly authorization?: string } => {
  const pair = `${percentDecoded(username)}:${percentDecoded(password)}`;
  return pair === ':' ? {} : { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
};

/** A WebSocket opens, and answers what is sent to it. */
export const websocket = defineProbe({
  kind: 'websocket',
  summary: 'a WebSocket opens, and answers or echoes',
  shape,
  isLight: () => true,
  async run(settings, context): Promise<Finding> {
    const { expect, warn } = settings;
    const send = settings.send ?? (expect.echo ? 'tocsin' : undefined);
    const watch = stopwatch();
    const sighting: Sighting = {};
    const url = new URL(settings.url);
    const check = startCheck({ ...settings, ...credentialsIn(settings) }, context);
    try {
      const authorise = await authoriser(settings.auth, context);
      if (isFailure(authorise)) return concludeFailure(check, authorise, watch.read(), {});
      const connection = await openConnection(check, watch, sighting, endpointOf(url));
      if (isFailure(connection)) return concludeFailure(check, connection, watch.read(), observeSighting(sighting));
      const wanted = expect.echo ? send : expect.message;
      const given = { ...basicOf(url), ...settings.headers };
      const headers = { ...given, ...authorise?.({ url, method: 'GET', headers: given }) };
      const seen = await converse(check, watch, connection.socket, {
        url,
        headers,
        protocols: settings.protocols,
        send,
        wanted,
        exactly: expect.echo === true,
      });
      connection.close();
      const phases = watch.read();
      const observed = observeSighting(sighting);
      if (isFailure(seen)) return concludeFailure(check, seen, phases, observed);
      const left = sighting.certificate ? { certificateLeft: sighting.certificate.left } : {};
      const judge = (bounds: { readonly [K in keyof typeof timing]?: z.output<(typeof timing)[K]> }) => [
        ...(bounds.certificate === undefined ? [] : judgeCertificate(bounds.certificate, left)),
        ...judgeTime(bounds['response-time'], phases.total),
      ];
      return conclude(
        check,
        phases,
        { ...observed, messages: seen.messages },
        {
          expect: [...(wanted === undefined ? [] : [judgeMessage(check, wanted, seen)]), ...judge(expect)],
          warn: judge(warn),
          parts: [],
          fine: `opens${wanted === undefined ? '' : ' and answers'} in ${inWords(phases.total)}`,
        },
      );
    } finally {
      check.deadline.end();
    }
  },
});
