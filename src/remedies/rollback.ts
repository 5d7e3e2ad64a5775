import { lookedAt, targetIn } from '../core/remedy/workload-memory.ts';
import { atLeast } from '../fields/duration.ts';
import { applyRollback, planRollback, runningNow, verifyRollback } from '../kubernetes/act/rollback.ts';
import { intentOf } from './intent.ts';
import { limits } from './limits.ts';
import { onWorkload } from './on-workload.ts';

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
export const rollback = onWorkload({
  kind: 'rollback',
  summary: "puts the last healthy version of a monitor's workload back",
  shape,
  undoes: ({ facts }) => ({ from: String(facts.from), to: String(facts.to) }),
  async plan(settings, { workload: { api, ref, memory }, failedAt, now }) {
    const limits = {
      now,
      failedAt,
      deployedWithin: settings['deployed-within'],
      healthyFor: settings['healthy-for'],
    };
    const running = await runningNow(api, ref);
    if ('why' in running) return { is: 'refused', why: running.why };
    // A deploy that broke at once is younger than the recorder's last look: this is one as well, of a monitor that fails.
    const target = targetIn(lookedAt(memory, { hash: running.hash, at: now, isWell: false }), limits);
    return target.is === 'refused' ? target : planRollback(api, ref, target, intentOf);
  },
  apply: (intent, _settings, { workload: { api, ref }, key }) => applyRollback(api, ref, intent, key),
  verify: (intent, _settings, { workload: { api, ref } }) => verifyRollback(api, ref, intent),
});
