import * as z from 'zod';
import type { Finding } from '../core/check/check.ts';
import { agentBeats, type Heartbeats } from '../core/check/heartbeat.ts';
import { type Instant, inWords, MINUTE, SECOND } from '../core/time/instant.ts';
import { duration } from '../fields/duration.ts';
import { defineProbe } from './define.ts';
import { conclude, concludeFailure } from './expect/conclude.ts';
import type { Judged } from './expect/evidence.ts';
import { startCheck } from './wire/check.ts';
import { type Failure, ourFailure } from './wire/failure.ts';
import { stopwatch } from './wire/phases.ts';

const shape = {
  every: duration().describe('how often the job reports'),
  grace: duration()
    .default(5 * MINUTE)
    .describe('how late a report may be'),
  from: z
    .union([
      z.strictObject({
        token: z
          .string()
          .min(8, 'a token has at least 8 characters: whoever knows it can report')
          .describe("proves that a report is the job's: POST /heartbeats/MONITOR/TOKEN, or …/TOKEN/fail"),
      }),
      z.strictObject({ agent: z.string().describe('an agent location: its reports are what is waited for') }),
    ])
    .describe('who reports: whoever knows the token, or an agent'),
};

/** A job that has to report by itself: a backup, a queue worker, an agent. Silence is what fails. */
export const heartbeat = defineProbe({
  kind: 'heartbeat',
  summary: 'an address that jobs ping: nothing in time, or a reported failure, is down',
  shape,
  listens: true,
  async run({ every, grace, from }, { heartbeats, now, monitor, ...context }): Promise<Finding> {
    const watch = stopwatch();
    const check = startCheck({}, { ...context, now, monitor });
    try {
      if (!heartbeats) return concludeFailure(check, nobodyListens, watch.read(), {});
      const seen = await heartbeats.of('agent' in from ? agentBeats(from.agent) : monitor, now);
      const observed = { 'last-report': seen.last ? new Date(seen.last.at).toISOString() : 'none yet' };
      const gap = lostInGap(seen, now, every + grace);
      if (gap) return concludeFailure(check, gap, watch.read(), observed);
      return conclude(check, watch.read(), observed, {
        expect: [judgeTime(seen, now, every, grace), judgeOutcome(seen, now)],
        warn: [],
        parts: [],
        fine: seen.last ? `reported ${ago(seen.last.at, now)}` : 'waits for its first report',
      });
    } finally {
      check.deadline.end();
    }
  },
});

const nobodyListens = ourFailure(
  'could not be checked: only a running Tocsin hears reports; see its console or `tocsin status`',
);

/** Reports may have come while nobody listened: that is neither good nor bad, until one was due since. */
function lostInGap({ known, listening, last }: Heartbeats, now: Instant, patience: number): Failure | undefined {
  const since = last?.at ?? known;
  const overdue = now > since + patience;
  const couldHaveMissed = listening > since && now <= listening + patience;
  if (!overdue || !couldHaveMissed) return undefined;
  return ourFailure(
    `could not be checked: a report may have been lost while Tocsin was not running, until ${ago(listening, now)}`,
  );
}

function judgeTime({ known, last }: Heartbeats, now: Instant, every: number, grace: number): Judged {
  const since = last?.at ?? known;
  const seen = last ? ago(last.at, now) : 'never';
  return {
    name: 'report',
    expected: `every ${inWords(every)}, at most ${inWords(grace)} late`,
    seen,
    ok: now <= since + every + grace,
    code: 'heartbeat_missed',
    says: last
      ? `last reported ${seen}, but should every ${inWords(every)}`
      : `has never reported, waited for since ${inWords(now - known)}`,
  };
}

const judgeOutcome = ({ last }: Heartbeats, now: Instant): Judged => ({
  name: 'outcome',
  expected: 'ok',
  seen: last?.outcome ?? 'none yet',
  ok: last?.outcome !== 'failed',
  code: 'run_failed',
  says: last ? `reported a failure ${ago(last.at, now)}` : '',
});

const ago = (at: Instant, now: Instant): string => (now - at < SECOND ? 'just now' : `${inWords(now - at)} ago`);
