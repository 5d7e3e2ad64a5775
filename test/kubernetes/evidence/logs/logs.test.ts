import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kubeApi } from '../../../../src/kubernetes/api.ts';
import { inquire } from '../../../../src/kubernetes/evidence/gather.ts';
import { logsOf } from '../../../../src/kubernetes/evidence/logs/logs.ts';
import type { Pod } from '../../../../src/kubernetes/evidence/pod.ts';
import { troublesOf } from '../../../../src/kubernetes/evidence/trouble.ts';
import { ApiServer } from '../../../support/kubernetes/api-server.ts';
import { pod } from '../../../support/kubernetes/pods.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await new ApiServer().open();
});
afterEach(() => server.close());

const REF = { namespace: 'shop', kind: 'deployment', name: 'backend-deployment' } as const;
const path = (name: string) => `/api/v1/namespaces/shop/pods/${name}/log`;
const crash = (name: string) =>
  pod(name, {
    ready: false,
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: { terminated: { reason: 'Error', exitCode: 1 } },
  });
async function look(pods: readonly Pod[], container?: string) {
  const inquiry = inquire({ each: 2_000, all: 5_000 });
  const api = kubeApi({ server: server.url, tls: {}, headers: async () => ({}) }, 2_000);
  const found = await logsOf({ api, inquiry, ref: REF }, pods, troublesOf(pods), container);
  return { ...found, missing: inquiry.missing };
}

describe('logs', () => {
  it('are the last words of one pod of those that fail alike, and of its life before', async () => {
    server.logs.set(
      `${path('a')}?previous`,
      'starting\nDB_PASSWORD=hunter22\nFATAL:  database "shop" does not exist\n',
    );
    expect(await look([crash('a'), crash('b'), pod('c')])).toEqual({
      logs: [
        {
          pod: 'a',
          container: 'backend',
          previous: true,
          lines: ['starting', 'DB_PASSWORD=[redacted]', 'FATAL: database "shop" does not exist'],
        },
      ],
      findings: [
        { is: 'database missing', text: 'database "shop" does not exist', pod: 'a', container: 'backend', said: true },
      ],
      missing: {},
    });
    expect(server.asked.map(({ path: of, query }) => [of, query])).toEqual([
      [path('a'), { container: 'backend', tailLines: '100', limitBytes: '262144', previous: 'true' }],
    ]);
  });

  it('of what runs again are both, each bounded', async () => {
    const long = Array.from({ length: 60 }, (_, n) => `${n} ${'x'.repeat(500)}`).join('\n');
    server.logs.set(path('a'), long);
    server.logs.set(`${path('a')}?previous`, long);
    const { logs } = await look([
      pod('a', { ready: false, lastState: { terminated: { reason: 'OOMKilled', exitCode: 137 } } }),
    ]);
    expect(logs.map(({ previous, lines }) => [previous, lines.length, lines[0]!.length])).toEqual([
      [true, 15, 240],
      [undefined, 15, 240],
    ]);
    expect(logs[0]!.lines.at(-1)).toMatch(/^59 /);
  });

  it('of what runs well are not repeated: only what they give away of the last minutes counts', async () => {
    server.logs.set(path('a'), 'GET / 200\nFATAL:  sorry, too many clients already\n');
    const { logs, findings } = await look([pod('a'), pod('b')], 'backend');
    expect(logs).toEqual([]);
    expect(findings).toMatchObject([{ is: 'database full', pod: 'a', hint: true }]);
    expect(server.asked[0]!.query).toMatchObject({ sinceSeconds: '900' });
  });

  it('are not asked for where nothing ever ran', async () => {
    const waiting = pod('a', { ready: false, state: { waiting: { reason: 'ImagePullBackOff' } } });
    expect(await look([waiting])).toEqual({ logs: [], findings: [], missing: {} });
    expect(server.asked).toEqual([]);
  });

  it('that may not be read are said to be missing', async () => {
    server.befalls = () => ({ status: 403, message: 'pods/log is forbidden' });
    expect((await look([crash('a')])).missing).toEqual({ 'log of a, previous': 'pods/log is forbidden' });
  });
});
