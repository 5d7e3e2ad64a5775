import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../../src/kubernetes/rbac.ts';
import { runCommand } from '../support/command.ts';

const EXAMPLE = resolve(import.meta.dirname, '../../examples/fastapi-nextjs.yaml');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-rbac-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const manifests = (text: string) => parseAllDocuments(text).map((each) => each.toJS() as Manifest);
const rulesOf = (all: readonly Manifest[], name: string, namespace?: string) =>
  all.find(({ kind, metadata }) => kind.endsWith('Role') && metadata.name === name && metadata.namespace === namespace)
    ?.rules as readonly { resources: readonly string[]; resourceNames?: readonly string[]; verbs: readonly string[] }[];

const config = (more: string, clusters = 'shop: { kubeconfig: "${secret:kubeconfig}" }') => `
monitors:
  backend: { url: "https://shop.example.com/", workload: { cluster: shop, namespace: shop, deployment: backend-deployment } }
  jobs: { url: "https://jobs.example.com/", workload: { cluster: shop, namespace: jobs, statefulset: jobs } }
clusters: { ${clusters} }
people: { ada: { notify: [hook] } }
channels: { hook: { kind: webhook, url: "https://hooks.example.com/" } }
escalation: { P1: { levels: [{ page: ada }] } }
${more}
`;
async function rbac(text: string, ...line: readonly string[]) {
  writeFileSync(join(folder, 'tocsin.yaml'), text);
  return runCommand(['rbac', ...line], folder);
}

describe('tocsin rbac', () => {
  it('allows the example what it asks for, by the group of an EKS access entry', async () => {
    const { exit, out } = await runCommand(['rbac', '-f', EXAMPLE, '--principal', 'arn:aws:iam::1:role/t'], folder);
    expect(exit).toBe(0);
    expect(out).toContain('--cluster-name shop-prod --kubernetes-groups tocsin --principal-arn arn:aws:iam::1:role/t');
    const all = manifests(out);
    // Of the remedies only the rollback may act: the restart is merely suggested.
    expect(rulesOf(all, 'tocsin-remedies', 'shop')).toEqual([
      {
        apiGroups: ['apps'],
        resources: ['deployments'],
        resourceNames: ['backend-deployment'],
        verbs: ['get', 'patch'],
      },
    ]);
    expect(rulesOf(all, 'tocsin-remedies', 'ingress-nginx')).toBeUndefined();
    expect(all.filter(({ kind }) => kind === 'RoleBinding').map(({ subjects }) => subjects)).toEqual(
      [0, 1, 2].map(() => [{ kind: 'Group', name: 'tocsin', apiGroup: 'rbac.authorization.k8s.io' }]),
    );
  });

  it('allows nobody to read secrets, to run anything, or to change what no remedy names', async () => {
    const remedies = `remedies:
  scale-up: { kind: scale, monitor: jobs, mode: ask, most: 5, approvers: [ada] }
  unstick: { kind: delete-pod, monitor: backend, mode: ask, approvers: [ada] }
`;
    const { out } = await rbac(config(remedies));
    const all = manifests(out);
    const resources = all.flatMap(({ rules = [] }) => rules.flatMap((rule) => rule.resources));
    expect(resources.filter((name) => /secret|exec|attach|\*/.test(name))).toEqual([]);
    expect(rulesOf(all, 'tocsin-remedies', 'jobs')).toEqual([
      { apiGroups: ['apps'], resources: ['statefulsets/scale'], resourceNames: ['jobs'], verbs: ['get', 'patch'] },
    ]);
    expect(rulesOf(all, 'tocsin-remedies', 'shop')).toEqual([
      { apiGroups: [''], resources: ['pods'], verbs: ['delete'] },
    ]);
    const read = all.flatMap(({ metadata, rules = [] }) =>
      metadata.name === 'tocsin-remedies' ? [] : rules.flatMap(({ verbs }) => verbs),
    );
    expect(new Set(read)).toEqual(new Set(['get', 'list']));
  });

  it('reads the log of ingress-nginx, by a role that may fail alone', async () => {
    const all = manifests((await rbac(config(''))).out);
    expect(all.at(-2)).toMatchObject({
      kind: 'Role',
      metadata: { name: 'tocsin-ingress', namespace: 'ingress-nginx' },
    });
    expect(rulesOf(all, 'tocsin-ingress', 'ingress-nginx').map(({ resources }) => resources)).toEqual([
      ['pods'],
      ['pods/log'],
    ]);
  });

  it('of another cluster by a service account, whose token goes into the kubeconfig', async () => {
    const { out } = await rbac(config(''), '--namespace', 'watch');
    const [account] = manifests(out);
    expect(account).toMatchObject({ kind: 'ServiceAccount', metadata: { name: 'tocsin', namespace: 'watch' } });
    expect(out).toContain('kubectl create token tocsin --namespace watch');
  });

  it.each([
    [config('', 'shop: { in-cluster: true }'), ['--cluster', 'other'], /no cluster 'other'; there are shop/],
    [config('', 'shop: { in-cluster: true }, two: { in-cluster: true }'), [], /several clusters: choose one/],
    [
      config('', 'shop: { in-cluster: true }, two: { in-cluster: true }'),
      ['--cluster', 'two'],
      /no monitor has a workload in 'two'/,
    ],
    ['monitors: { shop: { url: "https://a.example/" } }', [], /has no clusters/],
  ])('says what is missing: %#', async (text, line, why) => {
    const { exit, err } = await rbac(text, ...line);
    expect([exit, err]).toEqual([2, expect.stringMatching(why)]);
  });
});
