import * as z from 'zod';
import { declareRemedy } from './define.ts';
import { limits } from './limits.ts';

const shape = {
  by: z.int().min(1).max(100).default(1).describe('pods to add'),
  most: z.int().min(1).max(1_000).describe('never more pods than this'),
  ...limits,
};

/** Only ever adds: taking pods away is no remedy. */
export const scale = declareRemedy({
  kind: 'scale',
  summary: "adds pods to a monitor's workload",
  shape,
  onWorkload: true,
});
