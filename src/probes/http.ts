import * as z from 'zod';
import type { Finding } from '../core/check/check.ts';
import { inWords } from '../core/time/instant.ts';
import { authoriser, credentialsIn } from './auth/auth.ts';
import { defineProbe } from './define.ts';
import { expectations, judges, warnings } from './expect/answer.ts';
import { conclude, concludeFailure, observe } from './expect/conclude.ts';
import { gather } from './expect/gather.ts';
import { judgeAll } from './expect/judge.ts';
import { judgeParts, parts } from './expect/parts.ts';
import { protocolsFor } from './expect/protocol.ts';
import { method, webTarget } from './target.ts';
import { startCheck } from './wire/check.ts';
import { isFailure } from './wire/failure.ts';
import { visit } from './wire/visit.ts';

const shape = {
  ...webTarget,
  method: method().default('GET'),
  body: z.string().optional(),
  expect: expectations.prefault({}),
  warn: warnings.default({}),
  parts: parts.default({}),
};

/** What RFC 9110 calls safe: it asks for nothing to be changed. */
const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** One request, its answer, and what is expected of it. */
export const http = defineProbe({
  kind: 'http',
  summary: 'one HTTP request: status, headers, body, JSON, duration, certificate, redirects',
  shape,
  isLight: ({ method: verb }) => READS.has(verb),
  parts: (settings) => Object.keys(settings.parts),
  async run(settings, context): Promise<Finding> {
    const { expect, warn } = settings;
    const check = startCheck({ ...settings, ...credentialsIn(settings) }, context);
    try {
      const authorise = await authoriser(settings.auth, context);
      if (isFailure(authorise)) return concludeFailure(check, authorise, { total: 0 }, {});
      const protocols = protocolsFor(expect['http-version'], warn['http-version']);
      const seen = await visit(check, { ...settings, read: 'all', protocols, authorise });
      const { outcome, phases } = seen;
      if (isFailure(outcome)) return concludeFailure(check, outcome, phases, observe(seen));
      const evidence = gather(check, outcome, seen);
      return conclude(check, phases, observe(seen), {
        expect: judgeAll(judges, expect, evidence),
        warn: judgeAll(judges, warn, evidence),
        parts: judgeParts(settings.parts, evidence),
        fine: `answers ${outcome.status} in ${inWords(phases.total)}`,
      });
    } finally {
      check.deadline.end();
    }
  },
});
