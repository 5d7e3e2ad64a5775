import * as z from 'zod';
import { CODES, type Code } from '../../core/check/codes.ts';
import { REMEDY_MODES } from '../../core/plan.ts';
import { duration } from '../../fields/duration.ts';

/** What every remedy can set, whatever its kind. */
export const remedyShared = {
  monitor: z.string().describe('the monitor whose failure it answers'),
  mode: z.enum(REMEDY_MODES).default('suggest').describe('off, suggest (say so), ask (wait for an approval), auto'),
  on: z
    .array(z.enum(Object.keys(CODES) as [Code, ...Code[]]))
    .default(['status', 'json', 'deadline', 'tcp_refused'])
    .describe('the failure codes it is meant for'),
  approvers: z.array(z.string()).default([]).describe('people, teams or rotations who may approve'),
  'verify-within': duration().prefault('10m').describe('gives up and escalates after this time'),
};
