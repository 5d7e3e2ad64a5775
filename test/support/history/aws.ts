import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LambdaClient, ListFunctionUrlConfigsCommand } from '@aws-sdk/client-lambda';
import { openTable } from '../../../src/adapters/aws/open.ts';
import { planOnAws } from '../../../src/config/compile/aws.ts';
import { ACCOUNT, Ministack } from '../aws/ministack.ts';
import { Witness } from '../aws/witness.ts';
import { loadedFrom } from '../config.ts';
import type { Seen } from './lived.ts';
import { configOf, liveThrough, Town } from './scenario.ts';

const [HOME, WATCH, INTERVAL] = ['eu-west-1', 'us-east-1', 20_000] as const;

/** The scenario on an emulated AWS, deployed by the CDK; whoever stands before it writes down every head. */
export async function onEmulatedAws(): Promise<Seen> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-history-'));
  const [town, witness] = await Promise.all([new Town().open(), new Witness().open()]);
  const aws = await Ministack.start(HOME, { AWS_ENDPOINT_URL: witness.url });
  witness.target = aws.url;
  try {
    Object.assign(process.env, aws.environment);
    const text = configOf(town.shop.url, town.hook.url);
    const config = join(folder, 'tocsin.yaml');
    writeFileSync(config, text);
    const { plan, installation } = loadedFrom(text);
    for (const region of [HOME, WATCH]) aws.cdk('bootstrap', `aws://${ACCOUNT}/${region}`, '--app', '');
    const start = Date.now();
    aws.cdk('deploy', '--all', '--require-approval', 'never', '-c', `config=${config}`, '-o', join(folder, 'out'));
    const { incidents, close } = openTable({ name: 'tocsin-shop', region: HOME });
    const { FunctionUrlConfigs = [] } = await new LambdaClient().send(
      new ListFunctionUrlConfigsCommand({ FunctionName: 'tocsin-shop-web' }),
    );
    const id = new URL(FunctionUrlConfigs[0]!.FunctionUrl!).host.split('.')[0];
    const lived = await liveThrough(town, {
      head: () => incidents.head('shop'),
      answer: (token) => `${aws.url}/_aws/lambda-url/${id}/a/${token}`,
    });
    const head = (await incidents.head('shop'))!;
    const rows = await incidents.rows(head.id);
    const archived = (await incidents.archived(head.id)) ? [head.id] : [];
    close();
    return {
      ...lived,
      plan: planOnAws(plan, installation!),
      start,
      commits: witness.commits,
      rows,
      archived,
      messages: town.messages,
      // What a prober saw is what the shop answered.
      looks: town.requests.map(({ at, verdict }) => ({
        monitor: 'backend',
        location: HOME,
        slot: Math.floor(at / INTERVAL) * INTERVAL,
        startedAt: at,
        verdict,
      })),
      surprises: [],
    };
  } finally {
    await aws.stop();
    await Promise.all([town.close(), witness.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}
