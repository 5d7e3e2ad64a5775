import type { Diagnosis } from './diagnosis.ts';

/** What may be missing without anything being wrong: a cluster's metrics, a controller elsewhere, name servers of this machine. */
const OPTIONAL = /^usage|^ingress controller$|^address(?:es)? of /;

/** Everything that counts could be seen, and is as it should be. */
export const isWell = ({ rollout, troubles, causes = [], missing }: Diagnosis): boolean =>
  rollout?.is === 'done' &&
  troubles.length === 0 &&
  causes.every(({ hint }) => hint) &&
  Object.keys(missing).every((what) => OPTIONAL.test(what));
