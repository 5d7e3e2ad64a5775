import { declareRemedy } from './define.ts';
import { limits } from './limits.ts';

/** Replaces the pods one after the other, as `kubectl rollout restart` would. */
export const restart = declareRemedy({
  kind: 'restart',
  summary: "replaces the pods of a monitor's workload one after the other",
  shape: limits,
  onWorkload: true,
});
