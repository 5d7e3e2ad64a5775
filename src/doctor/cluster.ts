import * as z from 'zod';
import { type Finding, note, ok, problem } from '../channels/finding.ts';
import type { Plan } from '../core/plan.ts';
import { reasonOf } from '../core/reason.ts';
import { inWords, mayWe, permissionsOf, whyNot } from '../kubernetes/allowed.ts';
import type { KubeApi } from '../kubernetes/api.ts';
import { workloadPath } from '../kubernetes/kinds.ts';
import { workloadOf } from '../kubernetes/workload.ts';
import { type ClusterPorts, clustersOf } from '../runtime/clusters.ts';
import type { Examination } from './doctor.ts';

/** One call may take this long, in ms. */
const TIMEOUT = 10_000;
/** So many of what is not allowed are named. */
const NAMED = 5;

const version = z.object({ gitVersion: z.string() });

/** A cluster can be entered, allows what the config asks of it, and has the workloads that it names. Nothing is changed. */
export const cluster =
  (name: string, host: Pick<ClusterPorts, 'environment' | 'identity'>): Examination['examine'] =>
  async ({ plan, secrets, clock }) => {
    const placed = Object.values(plan.monitors).filter((monitor) => workloadOf(monitor)?.cluster === name);
    if (placed.length === 0)
      return [note('no monitor has a workload in it', 'Name what runs a monitor in its `workload`, or take it out.')];
    let api: KubeApi;
    try {
      api = await clustersOf({ plan: () => plan, secrets, clock, ...host })(name, TIMEOUT);
    } catch (error) {
      return [
        problem(`cannot be entered: ${reasonOf(error)}`, 'Mend `clusters` in the config, or the secret it refers to.'),
      ];
    }
    const answer = await api.get('/version');
    const why = whyNot(answer);
    if (why !== undefined)
      return [problem(`does not answer: ${why}`, 'See that this machine reaches it, and who we are there.')];
    const { data } = version.safeParse(answer.is === 'answered' ? answer.body : undefined);
    const [allowed, there] = await Promise.all([permitted(api, plan, name), existing(api, plan, name)]);
    return [ok(`Kubernetes ${data?.gitVersion ?? 'of an unknown version'} answers`), ...allowed, ...there];
  };

async function permitted(api: KubeApi, plan: Plan, name: string): Promise<readonly Finding[]> {
  const asked = await Promise.all(
    permissionsOf(plan, name).map(async (permission) => ({ permission, may: await mayWe(api, permission) })),
  );
  const unknown = asked.flatMap(({ may }) => (typeof may === 'string' ? [may] : []));
  const [first] = unknown;
  if (first !== undefined) return [note(`what we may do there is not known: ${first}`)];
  const denied = asked.filter(({ may }) => may !== true).map(({ permission }) => inWords(permission));
  if (denied.length === 0) return [ok(`allows all that the config asks of it (${asked.length} permissions)`)];
  const more = denied.length > NAMED ? `, and ${denied.length - NAMED} more` : '';
  return [
    problem(
      `does not allow to ${denied.slice(0, NAMED).join(', ')}${more}`,
      `Apply what \`tocsin rbac --cluster ${name}\` prints.`,
    ),
  ];
}

/** The workloads that monitors name are there. */
async function existing(api: KubeApi, plan: Plan, name: string): Promise<readonly Finding[]> {
  const found = await Promise.all(
    Object.values(plan.monitors).map(async (monitor): Promise<readonly Finding[]> => {
      const placed = workloadOf(monitor);
      if (placed?.cluster !== name) return [];
      const { ref } = placed;
      const answer = await api.get(workloadPath(ref));
      return answer.is === 'answered' && answer.status === 404
        ? [
            problem(
              `has no ${ref.kind} ${ref.name} in namespace ${ref.namespace}, which runs monitor ${monitor.name}`,
              'Mend the `workload` of that monitor.',
            ),
          ]
        : [];
    }),
  );
  return found.flat();
}
