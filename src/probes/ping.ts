import { isIP } from 'node:net';
import * as z from 'zod';
import type { Finding } from '../core/check/check.ts';
import { inWords } from '../core/time/instant.ts';
import { defineProbe } from './define.ts';
import { conclude, concludeFailure } from './expect/conclude.ts';
import type { Judged } from './expect/evidence.ts';
import { judgeTime, responseTime } from './expect/time.ts';
import { sendEchoes } from './ping/echoes.ts';
import { hostName } from './target.ts';
import { type Check, startCheck } from './wire/check.ts';
import { permittedAddresses } from './wire/connection.ts';
import { isFailure, ourFailure } from './wire/failure.ts';
import { stopwatch } from './wire/phases.ts';

const bounds = {
  loss: z.number().min(0).max(100).optional().describe('percent of echoes that may be lost'),
  'response-time': responseTime().describe('the average way there and back'),
};

const shape = {
  host: hostName().describe('a name or an IP address'),
  count: z.int().min(1).max(10).default(3).describe('echoes to ask for, a second apart'),
  expect: z
    .strictObject({ ...bounds, loss: bounds.loss.unwrap().default(50).describe('percent of echoes that may be lost') })
    .prefault({}),
  warn: z.strictObject(bounds).default({}),
};

/** ICMP echo by this system's `ping`, which alone has the right to raw sockets; AWS Lambda has neither. */
export const ping = defineProbe({
  kind: 'ping',
  summary: 'ICMP echo, on machines (AWS Lambda cannot)',
  shape,
  isLight: () => true,
  async run({ host, count, expect, warn }, context): Promise<Finding> {
    const watch = stopwatch();
    const check = startCheck({ host }, context);
    try {
      if (context.platform === 'lambda') return concludeFailure(check, NOT_THERE, watch.read(), {});
      const addresses = await permittedAddresses(check, watch, host, 0);
      if (isFailure(addresses)) return concludeFailure(check, addresses, watch.read(), {});
      const waited = watch.start('wait');
      const { address, echoes } = await echoesOf(check, addresses, count);
      waited();
      const phases = watch.read();
      if (isFailure(echoes)) return concludeFailure(check, echoes, phases, { address });
      const { average } = echoes;
      const loss = Math.round(echoes.loss * 10) / 10;
      const timed = (most: number | undefined) => (average === undefined ? [] : judgeTime(most, average));
      const observed = {
        address,
        'loss-percent': loss,
        ...(average === undefined ? {} : { 'round-trip-ms': average }),
      };
      return conclude(check, phases, observed, {
        expect: [judgeLoss(expect.loss, loss, address), ...timed(expect['response-time'])],
        warn: [
          ...(warn.loss === undefined ? [] : [judgeLoss(warn.loss, loss, address)]),
          ...timed(warn['response-time']),
        ],
        parts: [],
        fine: `echoes in ${inWords(average ?? 0)}`,
      });
    } finally {
      check.deadline.end();
    }
  },
});

/** The first address of a family; the other family's where this machine cannot send to it, as one without IPv6. */
async function echoesOf(check: Check, addresses: readonly string[], count: number) {
  const [address = ''] = addresses;
  const echoes = await sendEchoes(check, address, count);
  const other = addresses.find((each) => isIP(each) !== isIP(address));
  if (!isFailure(echoes) || !echoes.ours || other === undefined) return { address, echoes };
  return { address: other, echoes: await sendEchoes(check, other, count) };
}

const NOT_THERE = ourFailure(
  'could not be checked: ping is not possible on AWS Lambda, which has no raw sockets; use kind: tcp',
);

const judgeLoss = (most: number, seen: number, address: string): Judged => ({
  name: 'loss',
  expected: `at most ${most} %`,
  seen: `${seen} %`,
  ok: seen <= most && seen < 100,
  code: 'ping_lost',
  says: seen === 100 ? `does not echo from ${address}` : `loses ${seen} % of echoes from ${address}`,
});
