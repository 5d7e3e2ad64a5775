import { handle } from 'hono/aws-lambda';
import pkg from '../package.json' with { type: 'json' };
import type { ChannelKind } from '../src/channels/define.ts';
import { onCallNow } from '../src/core/escalation/oncall.ts';
import { sentence, upcoming } from '../src/core/message/sentence.ts';
import { announcerOf } from '../src/runtime/announcer.ts';
import { callbacksOf } from '../src/runtime/callbacks.ts';
import { withSecrets } from '../src/runtime/secrets.ts';
import { doorApp } from '../src/web/doors.ts';
import { digest } from '../src/wire/sign.ts';
import { deployHooks } from './deploy-hooks.ts';
import { heartbeat } from './heartbeat.ts';
import { inbound } from './inbound.ts';
import { loggerOf } from './lambda/handler.ts';
import { host } from './lambda/host.ts';
import { kindNames, kindsOf } from './lambda/kinds.ts';
import { linksOf } from './lambda/links.ts';
import { measured } from './lambda/measured.ts';
import { secretsOf } from './lambda/secrets.ts';
import { respond } from './respond.ts';
import { unreached } from './unreached.ts';

const logger = loggerOf('web');
const ports = measured(host(), logger);
const { here, table } = ports;
const { plan } = here;
const secrets = secretsOf(here);
const onError = (where: string, error: unknown) => logger.error(where, error as Error);
const answer = respond(ports);
const channels = await kindsOf<ChannelKind>('channel', kindNames(plan.channels));

const app = doorApp({
  ...ports,
  plan,
  explain: { sentence, upcoming, oncall: onCallNow },
  version: pkg.version,
  links: linksOf(ports),
  evidence: ports.table.evidence,
  respond: answer,
  heartbeat: heartbeat({
    ...ports,
    heartbeats: table.heartbeats,
    settings: async (monitor) => (await withSecrets(plan.monitors[monitor]?.settings ?? {}, secrets)).settings,
  }),
  inbound: inbound({
    ...ports,
    inboundToken: async (source) => {
      const token = plan.inbound[source]?.token;
      return token === undefined ? undefined : (await withSecrets(token, secrets)).settings;
    },
  }),
  deployHooks: deployHooks({
    ...ports,
    deploys: table.deploys,
    announcer: announcerOf({ ...ports, channels, secrets }),
    digest,
    resolved: async (text) => (await withSecrets(text, secrets)).settings,
  }),
  callback: callbacksOf({
    ...ports,
    secrets,
    channels,
    heads: () => table.incidents.heads(),
    respond: answer,
    unreached: unreached(ports),
    // What is not done when the answer goes out would sleep with the function.
    within: (_ms, work) => work,
    onError,
  }),
  onError,
});

/** Everything people and providers send to the Function URL. */
const answered = handle(app);
export const handler: typeof answered = async (event, context) => {
  const answer = await answered(event, context);
  await ports.settled();
  return answer;
};
