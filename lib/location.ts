import { Construct } from 'constructs';
import { shardsOf } from '../src/core/check/shards.ts';
import { locationsOf, type MonitorPlan } from '../src/core/plan.ts';
import { DeadLetters } from './dead-letters.ts';
import { EmergencyTopic } from './emergency-topic.ts';
import { LOCATION_FUNCTIONS } from './functions.ts';
import { Names } from './names.ts';
import type { Place } from './place.ts';
import { every, RunByClock } from './schedule.ts';
import { StepFunction } from './step-function.ts';

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
    const { queue } = new DeadLetters(this, 'DeadLetters', { name: names.name('probes-missed') });
    const { prober, look } = LOCATION_FUNCTIONS;
    const common = { place, region, deadLetters: queue };
    const { function: target } = new StepFunction(this, 'Prober', { ...common, name: 'prober', is: prober });
    new StepFunction(this, 'Look', { ...common, name: 'look', is: look });
    for (const [shard, { tick, isBrowser }] of shardsOf(monitorsAt(plan, region)).entries())
      if (!isBrowser)
        new RunByClock(this, `Every${shard}`, {
          name: names.name(`probe-${shard}`),
          at: every(tick),
          target,
          input: { shard },
          deadLetters: queue,
        });
  }
}

/** The monitors that are looked at from a region, in the order of the plan. */
const monitorsAt = (plan: Place['plan'], region: string): readonly MonitorPlan[] =>
  Object.values(plan.monitors).filter(({ name }) => locationsOf(plan, name).includes(region));
