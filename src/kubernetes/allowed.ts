import type { Plan } from '../core/plan.ts';
import type { KubeAnswer, KubeApi } from './api.ts';
import { rbacOf } from './rbac.ts';

/** What a cluster is asked whether we may: `ResourceAttributes` of the authorization API. */
export interface Permission {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** Every single thing that `tocsin rbac` would allow for a config, once each. */
export function permissionsOf(plan: Pick<Plan, 'monitors' | 'remedies'>, cluster: string): readonly Permission[] {
  const all = rbacOf(plan, cluster, { kind: 'Group', name: 'tocsin' }).flatMap(
    ({ metadata: { namespace }, rules = [] }) =>
      rules.flatMap(({ apiGroups, resources, resourceNames = [undefined], verbs }) =>
        apiGroups.flatMap((group) =>
          resources.flatMap((path) => {
            const [resource = '', subresource] = path.split('/');
            return resourceNames.flatMap((name) =>
              verbs.map((verb) => ({
                verb,
                group,
                resource,
                ...(subresource !== undefined && { subresource }),
                ...(name !== undefined && { name }),
                ...(namespace !== undefined && { namespace }),
              })),
            );
          }),
        ),
      ),
  );
  return [...new Map(all.map((each) => [inWords(each), each])).values()];
}

/** `patch deployments/backend in shop`. */
export const inWords = ({ verb, group, resource, subresource, name, namespace }: Permission): string =>
  `${verb} ${resource}${subresource ? `/${subresource}` : ''}${group === 'metrics.k8s.io' ? ' metrics' : ''}${name ? ` ${name}` : ''}${namespace ? ` in ${namespace}` : ''}`;

/**
 * Whether we may, as the cluster itself says (SelfSubjectAccessReview, what `kubectl auth can-i` asks); it changes nothing.
 * Asked one by one: a list of rules is incomplete where a webhook decides, as on EKS. A text: why that is not known.
 */
export async function mayWe(api: Pick<KubeApi, 'review'>, permission: Permission): Promise<boolean | string> {
  const answer = await api.review('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes: permission },
  });
  const why = whyNot(answer);
  if (why !== undefined || answer.is !== 'answered') return why ?? 'the cluster does not answer';
  const { status } = (answer.body ?? {}) as { readonly status?: { readonly allowed?: unknown } };
  return typeof status?.allowed === 'boolean'
    ? status.allowed
    : 'the cluster answers something else than an access review';
}

/** Why an answer is none; `undefined` where it is one. */
export function whyNot(answer: KubeAnswer): string | undefined {
  if (answer.is === 'failed') return answer.why;
  if (answer.status === 401) return 'the cluster does not accept our credentials (401)';
  return answer.status >= 300 ? `the cluster answers ${answer.status}` : undefined;
}
