import * as z from 'zod';
import type { Finding } from '../core/check/check.ts';
import { inWords } from '../core/time/instant.ts';
import { defineProbe } from './define.ts';
import { conclude, concludeFailure, observeSighting } from './expect/conclude.ts';
import type { Judged } from './expect/evidence.ts';
import { isPattern, matches, valueOrPattern } from './expect/pattern.ts';
import { judgeTime, responseTime, timeOnly } from './expect/time.ts';
import { hostName, port } from './target.ts';
import { readBanner } from './tcp/banner.ts';
import { type Check, startCheck } from './wire/check.ts';
import { openConnection, type Sighting } from './wire/connection.ts';
import { isFailure } from './wire/failure.ts';
import { stopwatch } from './wire/phases.ts';
import { excerpt } from './wire/redact.ts';

const shape = {
  host: hostName().describe('a name or an IP address'),
  port: port(),
  send: z.string().optional().describe('what to send once connected; \\r\\n in double quotes is a line break'),
  expect: z
    .strictObject({
      banner: valueOrPattern().optional().describe('what the server says: a text it holds, or /a pattern/'),
      'response-time': responseTime(),
    })
    .default({}),
  warn: timeOnly(),
};

/** A port that accepts connections, and says what it should. */
export const tcp = defineProbe({
  kind: 'tcp',
  summary: 'a TCP port accepts connections, and its server says what it should',
  shape,
  isLight: () => true,
  async run({ host, port: at, send, expect, warn }, context): Promise<Finding> {
    const watch = stopwatch();
    const sighting: Sighting = {};
    const check = startCheck({ host }, context);
    const observed = () => observeSighting(sighting);
    try {
      const connection = await openConnection(check, watch, sighting, { host, port: at });
      if (isFailure(connection)) return concludeFailure(check, connection, watch.read(), observed());
      const { banner: wanted } = expect;
      const waited = watch.start('wait');
      if (send !== undefined) connection.socket.write(send);
      const said =
        wanted === undefined
          ? ''
          : await readBanner(connection.socket, check.deadline, (text) => says(text, wanted, check));
      waited();
      connection.close();
      if (isFailure(said)) return concludeFailure(check, said, watch.read(), observed());
      if (said !== '') check.note(() => `← ${excerpt(check.redact(said))}`);
      const phases = watch.read();
      return conclude(
        check,
        phases,
        { ...observed(), ...(said === '' ? {} : { banner: excerpt(check.redact(said)) }) },
        {
          expect: [
            ...(wanted === undefined ? [] : [judgeBanner(said, wanted, check)]),
            ...judgeTime(expect['response-time'], phases.total),
          ],
          warn: judgeTime(warn['response-time'], phases.total),
          parts: [],
          fine: `accepts connections in ${inWords(phases.total)}`,
        },
      );
    } finally {
      check.deadline.end();
    }
  },
});

const says = (text: string, wanted: string, { deadline }: Check): boolean =>
  isPattern(wanted) ? matches(text, wanted, deadline.left()) === true : text.includes(wanted);

function judgeBanner(said: string, wanted: string, check: Check): Judged {
  const quote = (text: string) => excerpt(check.redact(text));
  const ok = says(said, wanted, check);
  return {
    name: 'banner',
    expected: wanted,
    seen: said === '' ? 'nothing' : quote(said),
    ok,
    code: 'body',
    says: said === '' ? 'closes the connection without a word' : `says "${quote(said)}" instead of ${quote(wanted)}`,
  };
}
