import * as z from 'zod';
import { duration } from '../../fields/duration.ts';
import { bodyPattern, judgeAbsent, judgeContains, judgeMatches, texts } from './body.ts';
import { header, judgeHeader } from './header.ts';
import { json, judgeJson } from './json.ts';
import type { Judges } from './judge.ts';
import { httpVersion, judgeHttpVersion, judgeRedirects, redirects } from './protocol.ts';
import { judgeStatus, status } from './status.ts';
import { judgeCertificate, judgeResponseTime } from './timing.ts';

const wanted = {
  header: header.optional(),
  contains: texts.optional(),
  absent: texts.optional(),
  matches: bodyPattern.optional(),
  json: json.optional(),
  redirects: redirects.optional(),
  'http-version': httpVersion.optional(),
  certificate: duration().optional().describe('valid for at least this long'),
  'response-time': duration().optional().describe('complete within this time'),
};
/** What an HTTP answer can be expected to be. */
export const expectations = z.strictObject({ status: status.default('200-299'), ...wanted });
/** The same, as warnings: nothing is expected unless it is said. */
export const warnings = z.strictObject({ status: status.optional(), ...wanted });

/** In the order in which a broken one gives the code. */
export const judges: Judges<z.output<typeof warnings>> = {
  status: judgeStatus,
  header: judgeHeader,
  contains: judgeContains,
  absent: judgeAbsent,
  matches: judgeMatches,
  json: judgeJson,
  redirects: judgeRedirects,
  'http-version': judgeHttpVersion,
  certificate: judgeCertificate,
  'response-time': judgeResponseTime,
};
