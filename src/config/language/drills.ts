import * as z from 'zod';
import { SEVERITIES } from '../../core/severity/severity.ts';
import { zone } from './times.ts';
import { recurring } from './windows.ts';

/** A drill that comes again and again: a labelled page to whoever has to answer one. */
export const drill = z.strictObject({
  every: recurring.describe('when: "monday 11:00" or "daily 10:00"'),
  page: z.string().describe('a person, a team, or a rotation: then whoever is on call'),
  severity: z.enum(SEVERITIES).default('P1').describe('as if it were one of these'),
  timezone: zone().optional().describe("the file's where absent"),
});
