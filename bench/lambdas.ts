import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Code, handlerPath } from '../lib/code/code.ts';
import { planOnAws } from '../src/config/compile/aws.ts';
import { config } from '../src/config/config.ts';
import { MINUTE } from '../src/core/time/instant.ts';
import { Dynamo } from '../test/support/dynamo.ts';
import { TestServer } from '../test/support/server.ts';
import { bytesOf, example, FUNCTIONS } from './lambdas/bytes.ts';

const run = promisify(execFile);
const STARTS = 7;
const GOALS = { proberBytes: 1_400_000, decideBytes: 600_000, proberLoad: 150, cpu: 500 } as const;

interface Measured {
  readonly loaded: number;
  readonly calls: readonly { readonly answer: unknown; readonly cpu: number; readonly took: number }[];
}

/** Bytes and cold load of every function, and what a warm prober costs. */
export async function lambdas(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-lambdas-'));
  try {
    const code = new Code(folder);
    return [...(await loads(code)), ...(await warmProber(code))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function loads(code: Code): Promise<readonly string[]> {
  const { plan, installation } = example();
  const bytes = bytesOf(code);
  const lines: string[] = [];
  for (const [name, { handler = name, kinds, files, environment }] of Object.entries(FUNCTIONS)) {
    const asset = code.asset(name, { handler, kinds: kinds?.(plan) ?? [], files: files ?? [] }, plan, installation);
    const times: number[] = [];
    for (let i = 0; i < STARTS; i++)
      times.push((await call(asset, handler, installation.home, [], environment)).loaded);
    const median = Math.round(times.sort((a, b) => a - b)[Math.floor(STARTS / 2)]!);
    lines.push(`| function \`${name}\` | ${bytes[name]!.toLocaleString('en')} bytes, loads in ${median} ms | |`);
    if (name === 'prober' && median > GOALS.proberLoad) lines.push(`  over its goal of ${GOALS.proberLoad} ms`);
  }
  if (bytes.prober! > GOALS.proberBytes) throw new Error(`prober: ${bytes.prober} bytes, over ${GOALS.proberBytes}`);
  if (bytes.decide! > GOALS.decideBytes) throw new Error(`decide: ${bytes.decide} bytes, over ${GOALS.decideBytes}`);
  return lines;
}

/** 50 monitors in one invocation, the third of its kind: table and metrics over loopback, as on AWS over the network. */
async function warmProber(code: Code): Promise<readonly string[]> {
  const [dynamo, target, cloudwatch] = await Promise.all([
    new Dynamo().start(),
    new TestServer().open(),
    new TestServer().open(),
  ]);
  cloudwatch.answer(
    (_, response) => void response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}'),
  );
  try {
    const home = 'eu-central-1';
    const monitors = Array.from(
      { length: 50 },
      (_, i) => `  service-${i}: { url: "${target.url}/${i}", interval: 60s }`,
    );
    const loaded = config.text(
      'bench.yaml',
      `locations: [${home}]\nallow-networks: ["127.0.0.0/8"]\nmonitors:\n${monitors.join('\n')}\n`,
    );
    if (!loaded.ok) throw new Error('the benchmark’s own config does not load');
    const installation = { ...loaded.installation!, prefix: await dynamo.table() };
    const asset = code.asset(
      'warm',
      { handler: 'prober', kinds: ['probe-http'] },
      planOnAws(loaded.plan, installation),
      installation,
    );
    const now = Math.floor(Date.now() / MINUTE) * MINUTE;
    const events = [3, 2, 1].map((ago) => ({ shard: 0, at: new Date(now - ago * MINUTE).toISOString() }));
    const { calls } = await call(asset, 'prober', home, events, {
      AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
      AWS_ENDPOINT_URL_CLOUDWATCH: cloudwatch.url,
    });
    const last = calls.at(-1)!;
    const { checked, bad } = last.answer as { checked: number; bad: number };
    if (checked !== 50 || bad !== 0) throw new Error(`the warm prober answered ${JSON.stringify(last.answer)}`);
    if (cloudwatch.received.length < 3) throw new Error('its metrics did not arrive');
    return [
      `warm prober, 50 monitors in one invocation: ${Math.round(last.cpu)} ms of CPU (goal ${GOALS.cpu}), ${Math.round(last.took)} ms in all`,
    ];
  } finally {
    await Promise.all([dynamo.stop(), target.close(), cloudwatch.close()]);
  }
}

async function call(
  asset: string,
  handler: string,
  region: string,
  events: readonly unknown[] = [],
  more: Readonly<Record<string, string>> = {},
): Promise<Measured> {
  const file = join(asset, handlerPath(handler).replace(/\.handler$/, '.mjs'));
  const { stderr } = await run(
    process.execPath,
    [join(import.meta.dirname, 'lambdas/lambda-process.js'), file, JSON.stringify(events)],
    {
      env: {
        ...process.env,
        AWS_REGION: region,
        AWS_ACCESS_KEY_ID: 'somebody',
        AWS_SECRET_ACCESS_KEY: 'secret',
        AWS_LAMBDA_FUNCTION_NAME: handler,
        TOCSIN_ACCOUNT: '123456789012',
        TOCSIN_PARTITION: 'aws',
        ...more,
      },
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return JSON.parse(stderr.trim().split('\n').at(-1)!) as Measured;
}
