import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { revisionsPath, workloadPath } from '../../src/kubernetes/kinds.ts';
import { runCommand } from '../support/command.ts';
import { ApiServer } from '../support/kubernetes/api-server.ts';
import { deployment, list, replicaSet } from '../support/kubernetes/objects.ts';
import { pod } from '../support/kubernetes/pods.ts';
import { surround } from '../support/kubernetes/surroundings.ts';
import { TestServer } from '../support/server.ts';

const REF = { namespace: 'shop', kind: 'deployment', name: 'backend-deployment' } as const;
let folder: string;
let server: ApiServer;
/** What is watched. */
let shop: TestServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-diagnose-'));
  server = await new ApiServer().open();
  shop = await new TestServer().open();
  surround(server);
  const sets = [replicaSet(2, 'shop/backend:1.8.2'), replicaSet(3, 'shop/backend:1.8.3')];
  server.objects.set(revisionsPath(REF), list('ReplicaSet', sets) as never);
  server.objects.set('/api/v1/namespaces/shop/events', list('Event', []) as never);
});
afterEach(async () => {
  await server.close();
  await shop.close();
  more = '';
  rmSync(folder, { recursive: true, force: true });
});

const kubeconfig = (user: string) => `apiVersion: v1
kind: Config
current-context: shop
contexts: [{ name: shop, context: { cluster: shop, user: me } }]
clusters: [{ name: shop, cluster: { server: "${server.url}" } }]
users: [{ name: me, user: { ${user} } }]
`;
let more = '';
function diagnose(user = 'token: sesame', ...line: readonly string[]) {
  writeFileSync(
    join(folder, 'tocsin.yaml'),
    `allow-networks: [127.0.0.0/8]
monitors:
  backend: { url: "${shop.url}/", workload: { cluster: prod, namespace: shop, deployment: backend-deployment } }
  page: { url: "${shop.url}/page" }
  job: { url: "${shop.url}/job", method: POST }
clusters: { prod: { kubeconfig: "\${secret:kubeconfig}" } }
${more}`,
  );
  return runCommand(['diagnose', ...line], folder, { KUBECONFIG: Buffer.from(kubeconfig(user)).toString('base64') });
}
const put = (readyReplicas: number, pods: readonly unknown[]) => {
  const status = {
    observedGeneration: 3,
    replicas: 3,
    updatedReplicas: 3,
    readyReplicas,
    availableReplicas: readyReplicas,
  };
  server.objects.set(workloadPath(REF), { ...deployment(), status } as never);
  server.objects.set('/api/v1/namespaces/shop/pods', list('Pod', pods) as never);
};

describe('tocsin diagnose', () => {
  it('says what is wrong, what changed, and what to type next', async () => {
    put(0, [
      pod('backend-1', {
        ready: false,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: { reason: 'Error', exitCode: 1 } },
      }),
    ]);
    server.logs.set(
      '/api/v1/namespaces/shop/pods/backend-1/log?previous',
      'token=hunter22\nconnection to server at "db" (10.0.0.9), port 5432 failed: Connection refused\n',
    );
    const { exit, out } = await diagnose();
    expect(exit).toBe(1);
    expect(out.split('\n')[0]).toMatch(
      /^✗ backend: backend-deployment: 0 of 3 ready, CrashLoopBackOff \(exit code 1\), image 1.8.2 → 1.8.3\. backend says: database db:5432: Connection refused\. 5 of 5 looks at once at [\d:]+ were fine, /,
    );
    expect(out).toContain('backend-1 (backend): CrashLoopBackOff, exit code 1');
    expect(out).toContain('kubectl --namespace shop logs backend-1 --container backend --previous --tail 100');
    expect(out).toContain(
      '2.4 Database server is down or unreachable: backend says: database db:5432: Connection refused',
    );
    expect(out).toContain('  Log of backend-1 (backend), before it was restarted\n    token=[redacted]\n');
    expect(server.writes()).toEqual([]);
  });

  it('says that all is well, and exits 0', async () => {
    put(3, [pod('backend-1')]);
    const { exit, out } = await diagnose();
    expect(exit).toBe(0);
    expect(out).toMatch(
      /^✓ backend: backend-deployment: 3 of 3 ready, image 1.8.2 → 1.8.3\. 5 of 5 looks at once at [\d:]+ were fine, .*\n {2}Checks\n/,
    );
    expect(out).not.toContain('Next');
    expect(JSON.parse((await diagnose('token: t', '-o', 'json')).out).found[0].diagnosis.rollout.is).toBe('done');
  });

  it('says what changed since a while ago, where it is asked to', async () => {
    put(3, [pod('backend-1')]);
    const metadata = { name: 'backend-config', uid: 'u', creationTimestamp: new Date().toISOString() };
    server.objects.set('/api/v1/namespaces/shop/configmaps', list('ConfigMap', [{ metadata }]) as never);
    const changed = async (...line: readonly string[]) =>
      JSON.parse((await diagnose('token: t', '-o', 'json', ...line)).out).found[0].diagnosis.changed;
    expect(await changed()).toBeUndefined();
    expect(await changed('--since', '2h')).toMatchObject([{ kind: 'ConfigMap', name: 'backend-config' }]);
    expect(await diagnose('token: t', '--since', 'lunch')).toMatchObject({
      exit: 2,
      err: expect.stringContaining("'lunch' is no duration"),
    });
  });

  it('says why a cluster cannot be entered, or asked', async () => {
    put(3, []);
    const exec = 'exec: { apiVersion: client.authentication.k8s.io/v1, command: aws }';
    expect(await diagnose(exec)).toMatchObject({
      exit: 1,
      out: expect.stringMatching(/✗ backend: cluster 'prod': .*runs a program/),
    });
    server.befalls = () => ({ status: 403, message: 'deployments.apps is forbidden' });
    expect(await diagnose()).toMatchObject({
      exit: 1,
      out: expect.stringContaining('workload: deployments.apps is forbidden'),
    });
  });

  it('says which secret is missing', async () => {
    put(3, []);
    await diagnose();
    expect((await runCommand(['diagnose'], folder, {})).out).toContain("✗ backend: the secret 'kubeconfig' is not set");
  });

  it('of a monitor that says not what runs it asks the checks, and says what fails', async () => {
    expect((await diagnose('token: t', 'page')).exit).toBe(0);
    shop.answer((_, response) => response.writeHead(500).end());
    const { exit, out } = await diagnose('token: t', 'page');
    expect(exit).toBe(1);
    expect(out).toContain('✗ page: 5 of 5 looks at once fail the same way (wrong status): it is down\n');
    // Each look that fails is repeated at once, as any check is (I1).
    expect(shop.received.map(({ path }) => path)).toEqual(Array(15).fill('/page'));
  });

  it('asks the sources of the config, of the monitors that they name', async () => {
    more = `evidence:
  metrics: { kind: prometheus, url: "${shop.url}/prometheus", queries: { errors: "sum(rate(e[5m]))" }, monitors: [page] }
`;
    const result = [{ metric: {}, value: [0, '14.2'] }];
    shop.answer((_, response) =>
      response.end(JSON.stringify({ status: 'success', data: { resultType: 'vector', result } })),
    );
    put(3, [pod('backend-1')]);
    const { out } = await diagnose();
    expect(out).toMatch(/✓ backend: [\s\S]*✓ page: /);
    expect(out).toContain('  Prometheus (metrics)\n    errors: 14.2, 14.2 an hour before\n');
    expect(out.match(/Prometheus/g)).toHaveLength(1);
  });

  it('takes no burst of what costs more than a look', async () => {
    const { exit, out } = await diagnose('token: t', 'job');
    expect(exit).toBe(0);
    expect(out).toContain('✓ job: nothing that needs a sentence\n  Checks\n');
    expect(out).not.toContain('looks at once');
  });

  it('of a monitor that there is not is refused with those that there are', async () => {
    expect(await diagnose('token: t', 'pgae')).toMatchObject({
      exit: 2,
      err: expect.stringContaining("there is no monitor 'pgae'; there are backend, page, job"),
    });
  });
});
