import { EmergencyTopic } from '../src/adapters/aws/emergency.ts';
import { Functions } from '../src/adapters/aws/invoke.ts';
import { openTable } from '../src/adapters/aws/open.ts';
import { remoteSignal } from '../src/adapters/aws/remote-signal.ts';
import { systemClock } from '../src/adapters/system/clock.ts';
import { until } from '../src/adapters/system/until.ts';
import { AT_A_TIME, shardsOf } from '../src/core/check/shards.ts';
import { locationsOf } from '../src/core/plan.ts';
import { atMost } from '../src/runtime/at-most.ts';
import { observerOf } from '../src/runtime/observer.ts';
import { asset } from './lambda/asset.ts';
import { emergencyWords } from './lambda/emergency-words.ts';
import { lambda, loggerOf } from './lambda/handler.ts';
import { scheduled } from './lambda/inputs.ts';
import { probesHere } from './lambda/probes.ts';
import { resultSink } from './lambda/results.ts';
import { secretsOf } from './lambda/secrets.ts';
import { probe } from './probe.ts';
import { prober } from './prober.ts';

const logger = loggerOf('prober');
const here = asset();
const { plan, installation, region } = here;
const clock = systemClock;
const table = openTable({ name: installation.prefix, region: installation.home });
const emergency = new EmergencyTopic({ ...here, clock });
const onError = (where: string, error: unknown) => logger.error(where, error as Error);
const observer = observerOf({
  probes: await probesHere(plan),
  platform: 'lambda',
  clock,
  plan: () => plan,
  secrets: secretsOf(here),
  heartbeats: table.heartbeats,
});
const mine = Object.values(plan.monitors).filter(({ name }) => locationsOf(plan, name).includes(region));

export const handler = lambda(
  'prober',
  scheduled,
  prober({
    clock,
    location: region,
    shards: shardsOf(mine),
    heartbeats: table.heartbeats,
    until: (at) => until(clock, at),
    onError,
    probe: probe({
      plan: () => plan,
      observer: atMost(AT_A_TIME, observer),
      memory: table.memory,
      results: resultSink(here, logger),
      incidents: table.incidents,
      signal: remoteSignal(new Functions(), installation),
      // One text for an outage, however many rounds see it.
      emergency: (looks, why) => emergency.tell(emergencyWords(plan.name, region, looks, why), 'signal'),
      onError,
    }),
  }),
  { logger },
);
