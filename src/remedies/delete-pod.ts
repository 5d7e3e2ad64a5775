import { declareRemedy } from './define.ts';
import { limits } from './limits.ts';

/** One pod that is stuck; its controller makes a new one. */
export const deletePod = declareRemedy({
  kind: 'delete-pod',
  summary: "deletes a pod of a monitor's workload that is stuck, so that a new one takes its place",
  shape: limits,
  onWorkload: true,
});
