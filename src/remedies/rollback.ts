import { atLeast } from '../fields/duration.ts';
import { declareRemedy } from './define.ts';
import { limits } from './limits.ts';

const shape = {
  'deployed-within': atLeast(60_000, 'is impossible: looks at the cluster are a minute apart')
    .prefault('30m')
    .describe('only a deploy this short before the first failure is undone'),
  'healthy-for': atLeast(60_000, 'is impossible: looks at the cluster are a minute apart')
    .prefault('10m')
    .describe('only to what was healthy for this long, as our own checks saw it'),
  ...limits,
};

/** Undoes a recent deploy, as `kubectl rollout undo` would, under the guards of G2 to G6. */
export const rollback = declareRemedy({
  kind: 'rollback',
  summary: "puts the last healthy version of a monitor's workload back",
  shape,
  onWorkload: true,
});
