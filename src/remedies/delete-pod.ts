import { applyDeletePod, planDeletePod, verifyDeletePod } from '../kubernetes/act/delete-pod.ts';
import { intentOf } from './intent.ts';
import { limits } from './limits.ts';
import { onKubernetes } from './on-workload.ts';

/** One pod that is stuck; its controller makes a new one. */
export const deletePod = onKubernetes({
  kind: 'delete-pod',
  summary: "deletes a pod of a monitor's workload that is stuck, so that a new one takes its place",
  shape: limits,
  plan: (_settings, { workload: { api, ref }, now }) => planDeletePod(api, ref, now, intentOf),
  apply: (intent, _settings, { workload: { api, ref } }) => applyDeletePod(api, ref, intent),
  verify: (intent, _settings, { workload: { api, ref } }) => verifyDeletePod(api, ref, intent),
});
