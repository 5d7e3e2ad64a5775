import * as z from 'zod';
import type { Finding } from '../core/check/check.ts';
import { DAY, type Instant, inWords } from '../core/time/instant.ts';
import { duration } from '../fields/duration.ts';
import { defineProbe } from './define.ts';
import { heldBack, type Registration, readRegistration, registration } from './domain/rdap.ts';
import { conclude, concludeFailure } from './expect/conclude.ts';
import type { Judged } from './expect/evidence.ts';
import { hostName, webUrl } from './target.ts';
import { startCheck } from './wire/check.ts';
import { isFailure } from './wire/failure.ts';
import { stopwatch } from './wire/phases.ts';

const BOOTSTRAP = 'https://data.iana.org/rdap/dns.json';
const left = (text: string) => duration().prefault(text).describe('registered for at least this long');

const shape = {
  name: hostName().describe('the registered name: example.com, not www.example.com'),
  rdap: webUrl().optional().describe("the registry's RDAP service, where IANA's list does not know it"),
  bootstrap: webUrl().default(BOOTSTRAP).describe("the list of registries' services (RFC 9224)"),
  expect: z.strictObject({ expires: left('7d') }).prefault({}),
  warn: z.strictObject({ expires: left('30d') }).prefault({}),
};

/** A domain's registration, as its registry tells by RDAP (RFC 9083): whoever forgets to pay loses every service. */
export const domain = defineProbe({
  kind: 'domain',
  summary: "a domain's registration: when it expires, and whether the registry holds it back",
  shape,
  async run({ name, rdap, bootstrap, expect, warn }, context): Promise<Finding> {
    const watch = stopwatch();
    const check = startCheck({ url: rdap ?? bootstrap }, context);
    try {
      const answer = await registration(check, watch, name.toLowerCase().replace(/\.$/, ''), rdap, bootstrap);
      const phases = watch.read();
      if (isFailure(answer)) return concludeFailure(check, answer, phases, {});
      const found = readRegistration(answer);
      if (isFailure(found)) return concludeFailure(check, found, phases, {});
      const { expires, held } = found;
      const observed = {
        expires: new Date(expires).toISOString(),
        'days-left': Math.floor((expires - context.now) / DAY),
      };
      return conclude(
        check,
        phases,
        { ...observed, ...(found.registrar ? { registrar: found.registrar } : {}) },
        {
          expect: [judgeHeld(held), judgeExpiry(expect.expires, expires, context.now)],
          warn: [judgeExpiry(warn.expires, expires, context.now)],
          parts: [],
          fine: `is registered for another ${inWords(expires - context.now)}`,
        },
      );
    } finally {
      check.deadline.end();
    }
  },
});

function judgeExpiry(least: number, expires: Instant, now: Instant): Judged {
  const rest = expires - now;
  return {
    name: 'expires',
    expected: `at least ${inWords(least)} ahead`,
    seen: rest > 0 ? `in ${inWords(rest)}` : `${inWords(-rest)} ago`,
    ok: rest >= least,
    code: 'domain_expiring',
    says:
      rest > 0
        ? `has a registration that expires in ${inWords(rest)}`
        : `has a registration that expired ${inWords(-rest)} ago`,
  };
}

const judgeHeld = (held: Registration['held']): Judged => ({
  name: 'registry status',
  expected: 'not held back',
  seen: held ?? 'not held back',
  ok: held === undefined,
  code: 'domain_expiring',
  says: heldBack(held ?? ''),
});
