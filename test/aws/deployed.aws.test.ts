import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  DeleteFunctionCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionUrlConfigsCommand,
} from '@aws-sdk/client-lambda';
import {
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SFNClient,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type OpenTable, openTable } from '../../src/adapters/aws/open.ts';
import { executionName } from '../../src/adapters/aws/runs.ts';
import type { Incident } from '../../src/core/incident/incident.ts';
import type { RunId } from '../../src/core/ports.ts';
import { Follower } from '../support/aws/follower.ts';
import { ACCOUNT, Ministack } from '../support/aws/ministack.ts';
import { until } from '../support/aws/until.ts';
import { runCommand } from '../support/command.ts';
import { BACKEND_KEY, ShopCluster, versionHash } from '../support/kubernetes/shop-cluster.ts';
import { TestServer } from '../support/server.ts';

const [HOME, WATCH] = ['eu-west-1', 'us-east-1'];
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const MACHINE = `arn:aws:states:${HOME}:${ACCOUNT}:stateMachine:tocsin-shop-incident`;

let aws: Ministack;
let shop: TestServer;
let hook: TestServer;
let spare: TestServer;
/** What runs the backend: a real API server on loopback, which the functions reach as well. */
let cluster: ShopCluster;
let copies: Follower;
let emergencies: Follower;
let watched: Follower;
let folder: string;
let table: OpenTable;
let broken = false;
/** The provider answers 500 to pages of the primary. */
let faulty = false;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-aws-'));
  aws = await Ministack.start(HOME);
  Object.assign(process.env, aws.environment);
  [shop, hook, spare] = (await Promise.all([0, 1, 2].map(() => new TestServer().open()))) as [
    TestServer,
    TestServer,
    TestServer,
  ];
  shop.answer((_, response) => void response.writeHead(broken ? 500 : 200).end());
  hook.answer((_, response) => void response.writeHead(faulty ? 500 : 200).end());
  cluster = await new ShopCluster().open();
  const config = join(folder, 'tocsin.yaml');
  writeFileSync(config, configOf());
  for (const region of [HOME, WATCH]) aws.cdk('bootstrap', `aws://${ACCOUNT}/${region}`, '--app', '');
  aws.cdk('deploy', '--all', '--require-approval', 'never', '-c', `config=${config}`, '-o', join(folder, 'out'));
  await new SSMClient().send(
    new PutParameterCommand({ Name: '/tocsin-shop/kubeconfig', Type: 'SecureString', Value: kubeconfig() }),
  );
  table = openTable({ name: 'tocsin-shop', region: HOME });
  copies = await Follower.of(HOME, 'tocsin-shop-p2');
  emergencies = await Follower.of(HOME, 'tocsin-shop-emergency');
  watched = await Follower.of(WATCH, 'tocsin-shop-emergency');
}, 6 * MINUTE);
afterAll(async () => {
  table?.close();
  await Promise.all([shop, hook, spare, cluster, copies, emergencies, watched].map((each) => each?.close()));
  await aws?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The way of a failure on AWS: the primary, a minute later the secondary. */
const configOf = () => `
name: shop
locations: [${HOME}]
aws: { watch: ${WATCH}, emergency: [ops@example.com] }
allow-networks: ["127.0.0.0/8"]
defaults: { interval: 60s, timeout: 3s, confirm: { rounds: 2, apart: 1s } }
monitors:
  backend:
    url: "${shop.url}/health"
    workload: { cluster: prod, namespace: shop, deployment: backend-deployment }
clusters: { prod: { kubeconfig: "\${secret:kubeconfig}" } }
remedies: { undo: { kind: rollback, monitor: backend, mode: suggest, on: [status] } }
people:
  ada: { notify: [hook, spare] }
  bob: { notify: [hook] }
escalation:
  P1: { levels: [{ page: ada }, { after: 60s, page: bob }] }
channels:
  hook: { kind: webhook, url: "${hook.url}/" }
  spare: { kind: webhook, url: "${spare.url}/" }
`;

const kubeconfig = () => `
current-context: shop
contexts: [{ name: shop, context: { cluster: shop, user: nobody } }]
clusters: [{ name: shop, cluster: { server: "${cluster.server.url}" } }]
users: [{ name: nobody, user: {} }]
`;

interface Sent {
  readonly type: string;
  readonly person: string;
  readonly text: string;
}
const sentTo = (server: TestServer) => server.received.map(({ body }) => JSON.parse(body) as Sent);
const pages = (server: TestServer) => sentTo(server).filter(({ type }) => type === 'page');
const head = async (): Promise<Incident | undefined> => (await table.incidents.heads())[0];
const executionOf = (run: RunId) => `${MACHINE.replace('stateMachine', 'execution')}:${executionName(run)}`;
const executions = async () =>
  (await new SFNClient().send(new ListExecutionsCommand({ stateMachineArn: MACHINE }))).executions ?? [];

describe('an installation on AWS, deployed by the CDK', () => {
  it(
    'is probed by the schedule, and its metrics can be read back',
    async () => {
      await until('the schedule fires the prober', 2 * MINUTE, () => shop.received.length > 0);
      const values = await until('a metric', MINUTE, async () => {
        const { MetricDataResults = [] } = await new CloudWatchClient().send(
          new GetMetricDataCommand({
            StartTime: new Date(Date.now() - 10 * MINUTE),
            EndTime: new Date(Date.now() + MINUTE),
            MetricDataQueries: [
              {
                Id: 'failed',
                MetricStat: {
                  Metric: {
                    Namespace: 'Tocsin',
                    MetricName: 'Failed',
                    Dimensions: [{ Name: 'Monitor', Value: 'backend' }],
                  },
                  Period: 60,
                  Stat: 'Sum',
                },
              },
            ],
          }),
        );
        return MetricDataResults[0]?.Values?.length ? MetricDataResults[0].Values : undefined;
      });
      expect(values.every((value) => value === 0)).toBe(true);
    },
    4 * MINUTE,
  );

  it(
    'looks each minute at what runs, by the kubeconfig of a secret (G2)',
    async () => {
      const known = await until(
        'the recorder',
        2.5 * MINUTE,
        async () => (await table.workloads.read(BACKEND_KEY))?.memory,
      );
      expect(known.templates.reigns).toMatchObject([{ hash: versionHash('1.8.2') }]);
      expect(cluster.server.writes()).toEqual([]);
    },
    3 * MINUTE,
  );

  it(
    'confirms a failure and pages the primary once, on the next way where a provider answers 500 (E5)',
    async () => {
      faulty = true;
      broken = true;
      // The schedule's next start, and the confirmation.
      await until('a page', 2.5 * MINUTE, () => pages(spare).length > 0);
      expect(pages(spare)[0]).toMatchObject({ person: 'ada', text: expect.stringContaining('backend answers 500') });
      expect(new Set(pages(hook).map(({ person }) => person))).toEqual(new Set(['ada']));
      faulty = false;
      // Whoever follows the topic of the severity hears of it, too.
      await until('a copy', MINUTE, () => copies.texts().some((text) => text.includes('backend answers 500')));
    },
    5 * MINUTE,
  );

  it('took at most 12 transitions of its workflow from the failing look to the first page', async () => {
    const { id, generation } = (await head())!;
    const { events = [] } = await new SFNClient().send(
      new GetExecutionHistoryCommand({
        executionArn: executionOf({ incident: id, generation, run: 1 }),
        maxResults: 1_000,
      }),
    );
    const entered = events.flatMap(({ stateEnteredEventDetails: state }) => state?.name ?? []);
    expect(entered).toContain('page');
    expect(entered.indexOf('page') + 1).toBeLessThanOrEqual(12);
  });

  it(
    'has taken evidence beside its run, and says by the commands why nothing is rolled back (E7, G2)',
    async () => {
      const { id } = (await head())!;
      const [seen] = await until('evidence', MINUTE, async () => {
        const all = await table.evidence.of(id);
        return all.length > 0 ? all : undefined;
      });
      expect(seen).toMatchObject({
        monitor: 'backend',
        summary: expect.stringContaining('backend-deployment: 3 of 3 ready'),
      });
      const { exit, out } = await runCommand(['remedy', 'plan', 'undo', '--target', 'aws'], folder);
      expect(out).toContain('would do nothing: what runs now was there when we began to look');
      expect(out).toContain('✓ a majority confirmed it');
      expect([exit, cluster.server.writes()]).toEqual([1, []]);
    },
    2 * MINUTE,
  );

  it(
    'a slot that is delivered twice is one incident and one page (T3), and a run that is stopped is brought back by the watch (V6)',
    async () => {
      const { run, id, generation } = (await head())!;
      const stopped = executionOf({ incident: id, generation, run: run.number });
      await new SFNClient().send(new StopExecutionCommand({ executionArn: stopped }));
      const slot = Math.floor(Date.now() / MINUTE) * MINUTE;
      const again = new InvokeCommand({
        FunctionName: 'tocsin-shop-prober',
        Payload: Buffer.from(JSON.stringify({ shard: 0, at: new Date(slot).toISOString() })),
      });
      await new LambdaClient().send(again);
      const twice = await new LambdaClient().send(again);
      // The slot was looked at before: nothing of it counts again.
      expect(JSON.parse(Buffer.from(twice.Payload!).toString())).toEqual({ checked: 0, bad: 0 });
      expect(watched.texts()).toEqual([]);
      await until('the secondary', 4 * MINUTE, () => pages(hook).some(({ person }) => person === 'bob'));
      expect(pages(spare)).toHaveLength(1);
      expect((await table.incidents.heads()).map((each) => each.id)).toEqual([id]);
      expect((await head())!.run.number).toBeGreaterThan(run.number);
      await until('what the watch says', MINUTE, () => watched.texts().join().includes(`ncident ${id} was overdue`));
      const ended = (await executions()).find(({ executionArn }) => executionArn === stopped);
      expect(ended?.status).toBe('ABORTED');
    },
    6 * MINUTE,
  );

  it(
    'is acknowledged on the incident page behind its Function URL, once; GET changes nothing (A6)',
    async () => {
      const link = /https:\/\/\S+\/a\/(\S+)/.exec(pages(spare)[0]!.text)!;
      const { FunctionUrlConfigs = [] } = await new LambdaClient().send(
        new ListFunctionUrlConfigsCommand({ FunctionName: 'tocsin-shop-web' }),
      );
      const id = new URL(FunctionUrlConfigs[0]!.FunctionUrl!).host.split('.')[0];
      // The emulator serves a Function URL behind a path of its own.
      const page = `${aws.url}/_aws/lambda-url/${id}/a/${link[1]}`;
      const shown = await (await fetch(page)).text();
      expect(shown).toContain('backend answers 500');
      expect((await head())?.attention.is).toBe('nobody');
      const body = new URLSearchParams({ do: 'acknowledge', seen: /name="seen" value="(\d+)"/.exec(shown)![1]! });
      const answer = await fetch(page, { method: 'POST', body });
      expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('ada')]);
      expect((await head())?.attention).toMatchObject({ is: 'acknowledged', by: 'ada' });
    },
    MINUTE,
  );

  it(
    'is asked and answered by the commands with --target aws, let in by IAM',
    async () => {
      const tocsin = (...line: readonly string[]) => runCommand([...line, '--target', 'aws'], folder);
      const status = await tocsin('status');
      expect([status.exit, status.err]).toEqual([1, '']);
      expect(status.out).toContain('backend answers 500');
      expect(status.out).toMatch(/✗ backend +down/);
      const { id } = (await head())!;
      expect((await tocsin('incidents')).out).toMatch(new RegExp(`${id} +open +P2`));
      expect((await tocsin('incidents', id)).out).toMatch(/acknowledged by ada \(link\)[\s\S]*Pages:[\s\S]*bob +hook/);
      expect((await tocsin('ack', id, '--undo', '--by', 'ada')).exit).toBe(0);
      expect((await tocsin('escalate', id, '--by', 'ada')).exit).toBe(0);
      expect((await tocsin('ack', id, '--by', 'bob')).out).toContain('bob');
      expect((await head())?.attention).toMatchObject({ is: 'acknowledged', by: 'bob' });
      expect((await tocsin('mute', 'nothing', '--for', '1m', '--why', 'a test')).err).toContain("no monitor 'nothing'");
      const doctor = await tocsin('doctor');
      expect(doctor.out).toContain('✓ installation in eu-west-1: answers, version');
      expect(doctor.out).toContain('✓ location eu-west-1: looked');
      expect(doctor.out).toMatch(/✓ emergencies in us-east-1: heard by ops@example.com/);
    },
    2 * MINUTE,
  );

  it(
    'tells everyone once it has recovered, closes the incident, and its runs succeeded',
    async () => {
      broken = false;
      await until('the end', 5 * MINUTE, async () => (await head())?.phase === 'closed');
      const told = await until('the news', MINUTE, () => {
        const news = [hook, spare].flatMap(sentTo).filter(({ type }) => type === 'resolved');
        return new Set(news.map(({ person }) => person)).size >= 2 && news;
      });
      expect([...new Set(told.map(({ person }) => person))].toSorted()).toEqual(['ada', 'bob']);
      expect(await table.incidents.archived('shop-1')).toMatchObject({ phase: 'closed' });
      const { id, generation, run } = (await head())!;
      const last = executionName({ incident: id, generation, run: run.number });
      // The run that ended it; one that another took over from sleeps on, and ends at its next look (rule 1).
      const statuses = await until('the last run ends', MINUTE, async () => {
        const all = await executions();
        return all.find(({ name }) => name === last)?.status === 'SUCCEEDED' && all.map(({ status }) => status);
      });
      expect(statuses.filter((status) => status !== 'SUCCEEDED' && status !== 'RUNNING')).toEqual(['ABORTED']);
    },
    8 * MINUTE,
  );

  it(
    'where nothing takes what a prober sees, its region’s emergency topic says so (rule 8)',
    async () => {
      await new LambdaClient().send(new DeleteFunctionCommand({ FunctionName: 'tocsin-shop-signal' }));
      expect(emergencies.texts()).toEqual([]);
      broken = true;
      await until('an emergency', 3 * MINUTE, () => emergencies.texts().length > 0);
      expect(emergencies.texts()[0]).toMatch(/^Tocsin emergency, shop: from eu-west-1 not well: backend \(answers 500/);
      await until('what the watch says', 3 * MINUTE, () =>
        watched.texts().join().includes('tocsin-shop-signal in eu-west-1 does not answer'),
      );
    },
    7 * MINUTE,
  );
});
