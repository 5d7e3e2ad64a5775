import { Functions } from '../src/adapters/aws/invoke.ts';
import { remoteSignal } from '../src/adapters/aws/remote-signal.ts';
import { systemClock } from '../src/adapters/system/clock.ts';
import { alarm } from './alarm.ts';
import { asset } from './lambda/asset.ts';
import { lambda } from './lambda/handler.ts';
import { anything } from './lambda/inputs.ts';

const { plan, installation } = asset();

/** An event of EventBridge is read by the step: one of another kind is nothing. */
export const handler = lambda(
  'alarm',
  anything,
  alarm({
    clock: systemClock,
    plan: () => plan,
    installation,
    signal: remoteSignal(new Functions(), installation),
  }),
);
