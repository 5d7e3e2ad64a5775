import type { Diagnosis } from './diagnosis.ts';

/** What a cluster may lack without anything being wrong. */
const OPTIONAL: ReadonlySet<string> = new Set(['usage', 'usage of nodes', 'ingress controller']);

/** Everything that counts could be seen, and is as it should be. */
export const isWell = ({ rollout, troubles, causes = [], missing }: Diagnosis): boolean =>
  rollout?.is === 'done' &&
  troubles.length === 0 &&
  causes.every(({ hint }) => hint) &&
  Object.keys(missing).every((what) => OPTIONAL.has(what));
