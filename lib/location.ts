import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { shardsOf } from '../src/core/check/shards.ts';
import { locationsOf, type MonitorPlan } from '../src/core/plan.ts';
import { DeadLetters } from './dead-letters.ts';
import { EmergencyTopic } from './emergency-topic.ts';
import { BROWSER_FUNCTIONS, LOCATION_FUNCTIONS } from './functions.ts';
import { Names } from './names.ts';
import type { Place } from './place.ts';
import { every, RunByClock } from './schedule.ts';
import { StepFunction, type StepFunctionProps } from './step-function.ts';

export interface LocationProps {
  readonly place: Place;
  readonly region: string;
  /** Beside the home region's own, where both are one stack: names of its topic and queue. */
  readonly isHome: boolean;
}

/** A region that looks: the prober by the clock, a function for second opinions, and the emergency exit (rule 8). */
export class Location extends Construct {
  constructor(scope: Construct, id: string, { place, region, isHome }: LocationProps) {
    super(scope, id);
    const { plan, installation } = place;
    const names = new Names(this, installation);
    // The home region has its own already.
    if (!isHome) new EmergencyTopic(this, 'Emergency', { installation });
    const { queue: deadLetters } = new DeadLetters(this, 'DeadLetters', { name: names.name('probes-missed') });
    const inside = installation.locations.find((each) => each.region === region)?.vpc;
    const vpc = inside === undefined ? undefined : Vpc.fromLookup(this, 'Network', { vpcId: inside });
    const common = { place, region, deadLetters, ...(vpc && { vpc }) };
    const shards = [...shardsOf(monitorsAt(plan, region)).entries()];
    const { prober, look } = LOCATION_FUNCTIONS;
    const plain = new StepFunction(this, 'prober', { ...common, name: 'prober', is: prober });
    new StepFunction(this, 'look', { ...common, name: 'look', is: look });
    const browser = shards.some(([, { isBrowser }]) => isBrowser) ? withBrowser(this, common) : undefined;
    for (const [shard, { tick, isBrowser }] of shards)
      new RunByClock(this, `Every${shard}`, {
        name: names.name(`probe-${shard}`),
        at: every(tick),
        target: (isBrowser && browser ? browser : plain).function,
        input: { shard },
        deadLetters,
      });
  }
}

/** The same two again, for what needs a browser: its prober. */
function withBrowser(scope: Construct, common: Omit<StepFunctionProps, 'name' | 'is'>): StepFunction {
  const { 'prober-browser': prober, 'look-browser': look } = BROWSER_FUNCTIONS;
  new StepFunction(scope, 'look-browser', { ...common, name: 'look-browser', is: look });
  return new StepFunction(scope, 'prober-browser', { ...common, name: 'prober-browser', is: prober });
}

/** The monitors that are looked at from a region, in the order of the plan. */
const monitorsAt = (plan: Place['plan'], region: string): readonly MonitorPlan[] =>
  Object.values(plan.monitors).filter(({ name }) => locationsOf(plan, name).includes(region));
