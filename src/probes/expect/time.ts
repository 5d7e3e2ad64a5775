import * as z from 'zod';
import { duration } from '../../fields/duration.ts';
import type { Judged } from './evidence.ts';
import { judgeResponseTime } from './timing.ts';

/** The `response-time` of kinds that judge nothing else about time. */
export const responseTime = () => duration().optional().describe('complete within this time');

export const timeOnly = () => z.strictObject({ 'response-time': responseTime() }).default({});

/** Judges the time of a whole check, in milliseconds, where a bound is set. */
export const judgeTime = (most: number | undefined, total: number): readonly Judged[] =>
  most === undefined ? [] : judgeResponseTime(most, { responseTime: total });
