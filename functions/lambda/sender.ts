import type { Logger } from '@aws-lambda-powertools/logger';
import { arn } from '../../src/adapters/aws/place.ts';
import type { ChannelKind } from '../../src/channels/define.ts';
import { nameOf } from '../../src/core/installation.ts';
import type { Outbox } from '../../src/core/ports.ts';
import { SEVERITIES } from '../../src/core/severity/severity.ts';
import { SECOND } from '../../src/core/time/instant.ts';
import { withCopies } from '../../src/runtime/copies.ts';
import { senderOf } from '../../src/runtime/sender.ts';
import type { Asset } from './asset.ts';
import type { host } from './host.ts';
import { kindNames, kindsOf } from './kinds.ts';
import { linksOf } from './links.ts';
import { secretsOf } from './secrets.ts';

/** How long a copy may take, ms. */
const COPY = 5 * SECOND;

/** How people are reached from AWS: the channels of the plan, the topics of each severity, and links that they answer by. */
export async function reach(ports: ReturnType<typeof host>, logger: Logger) {
  const { here, clock, plan } = ports;
  const channels = await kindsOf<ChannelKind>('channel', [...kindNames(here.plan.channels), 'sns']);
  // A console channel has no console here: what it would show is in the log.
  const outbox: Outbox = {
    put: async ({ channel, title, text, person }) =>
      logger.info('console', { message: { channel, title, text, person } }),
  };
  const topics = topicsOf(here);
  const { sender, settled } = withCopies(senderOf({ channels, clock, plan, secrets: secretsOf(here), outbox }), {
    clock,
    copy: (message) =>
      channels.get('sns')!.send(message, topics, { now: clock.now(), timeout: COPY, outbox, channel: 'copies' }),
    onError: (where, error) => logger.error(where, error as Error),
  });
  return { sender, links: linksOf(ports), copied: settled };
}

/** Settings of an SNS channel, as its schema would parse them: the topic of each severity. */
function topicsOf({ installation, partition, account }: Asset) {
  const topic = (severity: string) =>
    arn({ partition, account }, 'sns', installation.home, nameOf(installation, severity.toLowerCase()));
  return { topic: topic('P4'), topics: Object.fromEntries(SEVERITIES.map((severity) => [severity, topic(severity)])) };
}
