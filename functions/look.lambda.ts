import { openTable } from '../src/adapters/aws/open.ts';
import { systemClock } from '../src/adapters/system/clock.ts';
import { observerOf } from '../src/runtime/observer.ts';
import { asset } from './lambda/asset.ts';
import { lambda } from './lambda/handler.ts';
import { look } from './lambda/inputs.ts';
import { probesHere } from './lambda/probes.ts';
import { secretsOf } from './lambda/secrets.ts';

const here = asset();
const { plan, installation } = here;
const { heartbeats } = openTable({ name: installation.prefix, region: installation.home });
const observer = observerOf({
  probes: await probesHere(plan),
  platform: 'lambda',
  clock: systemClock,
  plan: () => plan,
  secrets: secretsOf(here),
  heartbeats,
});

/** A second opinion, at once: of one monitor, or of the control endpoint. */
export const handler = lambda(
  'look',
  look,
  async (asked): Promise<unknown> =>
    'control' in asked ? observer.control() : observer.look(asked.monitor, asked.location, asked.slot),
);
