import { applyRestart, planRestart, verifyRestart } from '../kubernetes/act/restart.ts';
import { intentOf } from './intent.ts';
import { limits } from './limits.ts';
import { onKubernetes } from './on-workload.ts';

/** Replaces the pods one after the other, as `kubectl rollout restart` would. */
export const restart = onKubernetes({
  kind: 'restart',
  summary: "replaces the pods of a monitor's workload one after the other",
  shape: limits,
  plan: (_settings, { workload: { api, ref } }) => planRestart(api, ref, intentOf),
  apply: (intent, _settings, { workload: { api, ref }, now }) => applyRestart(api, ref, intent, now),
  verify: (_intent, _settings, { workload: { api, ref }, appliedAt = 0 }) => verifyRestart(api, ref, appliedAt),
});
