import * as z from 'zod';
import { applyScale, planScale, verifyScale } from '../kubernetes/act/scale.ts';
import { intentOf } from './intent.ts';
import { limits } from './limits.ts';
import { onKubernetes } from './on-workload.ts';

const shape = {
  by: z.int().min(1).max(100).default(1).describe('pods to add'),
  most: z.int().min(1).max(1_000).describe('never more pods than this'),
  ...limits,
};

/** Only ever adds: taking pods away is no remedy. */
export const scale = onKubernetes({
  kind: 'scale',
  summary: "adds pods to a monitor's workload",
  shape,
  plan: (settings, { workload: { api, ref } }) => planScale(api, ref, settings, intentOf),
  apply: (intent, _settings, { workload: { api, ref } }) => applyScale(api, ref, intent),
  verify: (intent, _settings, { workload: { api, ref } }) => verifyScale(api, ref, intent),
});
