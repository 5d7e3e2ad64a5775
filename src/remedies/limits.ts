import * as z from 'zod';
import { duration } from '../fields/duration.ts';

/** How often a workload may be touched, by whichever remedy (G3). */
export const limits = {
  apart: duration().prefault('60m').describe('from one remedy of its workload to the next'),
  'per-day': z.int().min(1).max(24).default(2).describe('remedies of its workload in 24 hours, at most'),
};
