import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { LambdaClient, ListFunctionUrlConfigsCommand } from '@aws-sdk/client-lambda';
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ConfirmSubscriptionCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type OpenTable, openTable } from '../../src/adapters/aws/open.ts';
import { executionName } from '../../src/adapters/aws/runs.ts';
import type { Incident } from '../../src/core/incident/incident.ts';
import { ACCOUNT, Ministack } from '../support/aws/ministack.ts';
import { TestServer } from '../support/server.ts';

const REGION = 'eu-west-1';
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let aws: Ministack;
let shop: TestServer;
let hook: TestServer;
let follower: TestServer;
let folder: string;
let table: OpenTable;
let broken = false;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-aws-'));
  aws = await Ministack.start(REGION);
  Object.assign(process.env, aws.environment);
  shop = await new TestServer().open();
  hook = await new TestServer().open();
  follower = await new TestServer().open();
  shop.answer((_, response) => void response.writeHead(broken ? 500 : 200).end());
  const config = join(folder, 'tocsin.yaml');
  writeFileSync(config, configOf());
  aws.cdk('bootstrap', `aws://${ACCOUNT}/${REGION}`, '--app', '');
  aws.cdk('deploy', '--all', '--require-approval', 'never', '-c', `config=${config}`, '-o', join(folder, 'out'));
  table = openTable({ name: 'tocsin-shop', region: REGION });
  await follow(`arn:aws:sns:${REGION}:${ACCOUNT}:tocsin-shop-p2`);
}, 5 * MINUTE);
afterAll(async () => {
  table?.close();
  await Promise.all([shop?.close(), hook?.close(), follower?.close()]);
  await aws?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Subscribes the follower, and confirms it as a person would by the link. */
async function follow(TopicArn: string) {
  const sns = new SNSClient();
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: follower.url }));
  const asked = await until('a request for confirmation', MINUTE, () => follower.received[0]?.body);
  const { Token } = JSON.parse(asked) as { Token: string };
  await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
}

/** The way of a failure on AWS: the primary, half a minute later the secondary. */
const configOf = () => `
name: shop
locations: [${REGION}]
aws: { watch: us-east-1 }
allow-networks: ["127.0.0.0/8"]
defaults: { interval: 60s, timeout: 3s, confirm: { rounds: 2, apart: 1s } }
monitors:
  backend: { url: "${shop.url}/health" }
people:
  ada: { notify: [hook] }
  bob: { notify: [hook] }
escalation:
  P1: { levels: [{ page: ada }, { after: 30s, page: bob }] }
channels:
  hook: { kind: webhook, url: "${hook.url}/" }
`;

const sent = () =>
  hook.received.map(({ body }) => JSON.parse(body) as { type: string; person: string; text: string; link?: string });
const pages = () => sent().filter(({ type }) => type === 'page');

/** Polls real AWS calls; virtual time does not reach into another process. */
async function until<T>(
  what: string,
  within: number,
  look: () => Promise<T | undefined | false> | T | undefined | false,
) {
  for (const end = Date.now() + within; ; ) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${within / SECOND} s`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
const head = async (): Promise<Incident | undefined> => (await table.incidents.heads())[0];
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
    'confirms a failure and pages the primary, then the secondary',
    async () => {
      broken = true;
      // The schedule's next start, and the confirmation.
      await until('a page', 2.5 * MINUTE, () => pages().length > 0);
      expect(pages()[0]).toMatchObject({ person: 'ada', text: expect.stringContaining('backend answers 500') });
      await until('the next page', MINUTE, () => pages().length > 1);
      expect(pages()[1]).toMatchObject({ person: 'bob' });
      // Whoever follows the topic of the severity hears of it, too.
      await until('a copy', MINUTE, () => follower.received.some(({ body }) => body.includes('backend answers 500')));
    },
    5 * MINUTE,
  );

  it(
    'is acknowledged on the incident page behind its Function URL, once; GET changes nothing (A6)',
    async () => {
      const link = /https:\/\/\S+\/a\/(\S+)/.exec(pages()[0]!.text)!;
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
    'tells everyone once it has recovered, closes the incident, and its runs succeeded',
    async () => {
      broken = false;
      await until('the end', 5 * MINUTE, async () => (await head())?.phase === 'closed');
      const told = await until('the news', MINUTE, () => {
        const news = sent().filter(({ type }) => type === 'resolved');
        return news.length >= 2 && news;
      });
      expect(told.map(({ person }) => person).toSorted()).toEqual(['ada', 'bob']);
      expect(await table.incidents.archived('shop-1')).toMatchObject({ phase: 'closed' });
      const client = new SFNClient();
      const stateMachineArn = `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:tocsin-shop-incident`;
      const { id, generation, run } = (await head())!;
      const last = executionName({ incident: id, generation, run: run.number });
      // The run that ended it; one that another took over from sleeps on, and ends at its next look (rule 1).
      const statuses = await until('the last run ends', MINUTE, async () => {
        const { executions = [] } = await client.send(new ListExecutionsCommand({ stateMachineArn }));
        const ended = executions.find(({ name }) => name === last)?.status === 'SUCCEEDED';
        return ended && executions.map(({ status }) => status);
      });
      expect(statuses.filter((status) => status !== 'SUCCEEDED' && status !== 'RUNNING')).toEqual([]);
    },
    8 * MINUTE,
  );
});
