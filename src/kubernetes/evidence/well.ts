import type { Diagnosis } from './diagnosis.ts';

/** Everything could be seen, and is as it should be. */
export const isWell = ({ rollout, troubles, findings = [], missing }: Diagnosis): boolean =>
  rollout?.is === 'done' && troubles.length === 0 && findings.length === 0 && Object.keys(missing).length === 0;
