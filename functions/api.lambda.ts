import pkg from '../package.json' with { type: 'json' };
import { Functions } from '../src/adapters/aws/invoke.ts';
import { MetricReader } from '../src/adapters/aws/metric-reader.ts';
import { remoteExamine } from '../src/adapters/aws/remote-examine.ts';
import { AwsResults } from '../src/adapters/aws/results.ts';
import type { ChannelKind } from '../src/channels/define.ts';
import { onCallNow } from '../src/core/escalation/oncall.ts';
import { sentence, upcoming } from '../src/core/message/sentence.ts';
import { announcerOf } from '../src/runtime/announcer.ts';
import { apiApp } from '../src/web/api.ts';
import { deploy } from './deploy.ts';
import { drill } from './drill.ts';
import { lambda, loggerOf } from './lambda/handler.ts';
import { host } from './lambda/host.ts';
import { request } from './lambda/inputs.ts';
import { kindNames, kindsOf } from './lambda/kinds.ts';
import { measured } from './lambda/measured.ts';
import { secretsOf } from './lambda/secrets.ts';
import { respond } from './respond.ts';

const logger = loggerOf('api');
const ports = measured(host(), logger);
const { here, table, clock, plan } = ports;
const { deploys } = table;
const onError = (where: string, error: unknown) => logger.error(where, error as Error);
const channels = await kindsOf<ChannelKind>('channel', kindNames(here.plan.channels));
const metrics = new MetricReader({ region: here.installation.home });

const app = apiApp({
  ...ports,
  plan: here.plan,
  explain: { sentence, upcoming, oncall: onCallNow },
  history: new AwsResults({ memory: table.memory, metrics, plan, clock, onError }),
  // What the console channel would show is in the log of `page`.
  outbox: { recent: async () => [] },
  respond: respond(ports),
  deploys,
  evidence: table.evidence,
  deploy: deploy({ ...ports, deploys, announcer: announcerOf({ channels, clock, plan, secrets: secretsOf(here) }) }),
  drill: drill(ports),
  examine: remoteExamine(new Functions(), here.installation),
  started: clock.now(),
  version: pkg.version,
  onError,
});

/** Commands with `--target aws`: a request of docs/api.md as JSON, and its answer. */
export const handler = lambda(
  'api',
  request,
  async ({ method, path, body }) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await app.request(path, { method, headers, ...(body !== undefined && { body }) });
    return { status: answer.status, body: await answer.text() };
  },
  { logger, settled: ports.settled },
);
