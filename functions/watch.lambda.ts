import { Alarms } from '../src/adapters/aws/alarms.ts';
import { EmergencyTopic } from '../src/adapters/aws/emergency.ts';
import { Functions } from '../src/adapters/aws/invoke.ts';
import { remoteSignal } from '../src/adapters/aws/remote-signal.ts';
import { ping } from '../src/runtime/ping.ts';
import { lambda, loggerOf } from './lambda/handler.ts';
import { host } from './lambda/host.ts';
import { anything } from './lambda/inputs.ts';
import { secretsOf } from './lambda/secrets.ts';
import { patrol } from './patrol.ts';

const logger = loggerOf('watch');
const ports = host();
const { here, table, clock } = ports;
const { plan, installation, region } = here;
const topic = new EmergencyTopic({ ...here, clock });
const alarms = new Alarms({ installation, region: installation.home });
const secrets = secretsOf(here);
const onError = (where: string, error: unknown) => logger.error(where, error as Error);

/** Made once: where the table cannot be reached, this very process remembers what it said. */
const look = patrol({
  ...ports,
  installation,
  heartbeats: table.heartbeats,
  alarms: () => alarms.read(),
  signal: remoteSignal(new Functions(), installation),
  memory: table.watchMemory,
  notify: (text) => topic.tell(text),
  pulse: async () => {
    if (plan.heartbeat === undefined) return;
    const trouble = await ping(plan.heartbeat, secrets);
    if (trouble !== undefined) throw new Error(trouble);
  },
  onError,
});

/** Each minute, from another region than home. */
export const handler = lambda(
  'watch',
  anything,
  async () => {
    const { concerns, text } = await look();
    for (const { key, text: what } of concerns) logger.warn('concern', { concern: { key, what } });
    return { concerns: concerns.length, said: text !== undefined, from: region };
  },
  { logger },
);
