import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Plan } from '../../src/core/plan.ts';
import { kubeApi } from '../../src/kubernetes/api.ts';
import { diagnose } from '../../src/kubernetes/evidence/diagnose.ts';
import { WORKLOADS, type WorkloadKind } from '../../src/kubernetes/kinds.ts';
import { rbacOf } from '../../src/kubernetes/rbac.ts';
import { ApiServer } from '../support/kubernetes/api-server.ts';
import { outage } from '../support/kubernetes/outage.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await new ApiServer().open();
});
afterEach(() => server.close());

/** What of the API a path is, as roles name it: where, group, resource, verb. */
function accessOf(path: string): string {
  const [, group = '', namespace = '*', resource, name, sub] =
    /^\/(?:api|apis\/([^/]+))\/[^/]+(?:\/namespaces\/([^/]+))?\/([^/]+)(?:\/([^/]+)(?:\/([^/]+))?)?$/.exec(path)!;
  const what = sub === undefined ? resource : `${resource}/${sub}`;
  return `${namespace} ${group} ${what} ${name === undefined ? 'list' : 'get'}`;
}

/** What the roles for reading allow, in the same words. */
function allowed(kind: WorkloadKind): ReadonlySet<string> {
  const monitor = { name: 'backend', workload: { cluster: 'prod', namespace: 'shop', [kind]: 'backend' } };
  const plan = { monitors: { backend: monitor }, remedies: {} } as unknown as Pick<Plan, 'monitors' | 'remedies'>;
  const roles = rbacOf(plan, 'prod', { kind: 'Group', name: 'tocsin' }).filter((each) => each.kind.endsWith('Role'));
  return new Set(
    roles.flatMap(({ metadata: { namespace = '*' }, rules }) =>
      (rules as { apiGroups: string[]; resources: string[]; verbs: string[] }[]).flatMap(
        ({ apiGroups, resources, verbs }) =>
          apiGroups.flatMap((group) =>
            resources.flatMap((each) => verbs.map((verb) => `${namespace} ${group} ${each} ${verb}`)),
          ),
      ),
    ),
  );
}

async function asked(kind: WorkloadKind): Promise<ReadonlySet<string>> {
  const ref = outage(server, kind);
  const api = kubeApi({ server: server.url, tls: {}, headers: async () => ({}) }, 3_000);
  const { missing } = await diagnose(api, ref, { zone: 'UTC', goodUntil: 0, resolve: async () => ['203.0.113.7'] });
  expect(missing).toEqual({});
  return new Set(server.asked.map(({ path }) => accessOf(path)));
}

describe('what a cluster has to allow for evidence', () => {
  it('is what is asked for, of every kind of workload, and nothing else', async () => {
    const all = new Set<string>();
    for (const kind of Object.keys(WORKLOADS) as WorkloadKind[]) {
      const wanted = await asked(kind);
      const roles = allowed(kind);
      expect([...wanted].filter((each) => !roles.has(each))).toEqual([]);
      for (const each of wanted) all.add(each);
    }
    // Whoever may list may read each: the two come together.
    const what = (access: string) => access.replace(/ (?:get|list)$/, '');
    const known = new Set([...all].map(what));
    expect([...allowed('deployment')].map(what).filter((each) => !known.has(each))).toEqual([]);
  });
});
