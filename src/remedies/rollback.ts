import { applyRollback, planRollback, runningNow, verifyRollback } from '../kubernetes/act/rollback.ts';
import { intentOf } from './intent.ts';
import { limits } from './limits.ts';
import { onKubernetes } from './on-workload.ts';
import { chosen, target } from './target.ts';

/** Undoes a recent deploy, as `kubectl rollout undo` would, under the guards of G2 to G6. */
export const rollback = onKubernetes({
  kind: 'rollback',
  summary: "puts the last healthy version of a monitor's workload back",
  shape: { ...target, ...limits },
  undoes: ({ facts }) => ({ from: String(facts.from), to: String(facts.to) }),
  async plan(settings, { workload: { api, ref, memory }, ...grounds }) {
    const running = await runningNow(api, ref);
    if ('why' in running) return { is: 'refused', why: running.why };
    const found = chosen(memory, running.hash, settings, grounds);
    return found.is === 'refused' ? found : planRollback(api, ref, found, intentOf);
  },
  apply: (intent, _settings, { workload: { api, ref }, key }) => applyRollback(api, ref, intent, key),
  verify: (intent, _settings, { workload: { api, ref } }) => verifyRollback(api, ref, intent),
});
