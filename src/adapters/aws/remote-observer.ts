import type { CheckResult } from '../../core/check/check.ts';
import { unseen } from '../../core/check/unseen.ts';
import type { Control } from '../../core/incident/work.ts';
import { functionOf, type Installation, LOOK, nameOf } from '../../core/installation.ts';
import type { Plan } from '../../core/plan.ts';
import type { Clock, Observer } from '../../core/ports.ts';
import { reasonOf } from '../../core/reason.ts';
import { SECOND } from '../../core/time/instant.ts';
import type { Functions } from './invoke.ts';

export interface RemoteObserverOptions {
  readonly functions: Pick<Functions, 'invoke'>;
  readonly installation: Installation;
  readonly plan: () => Plan;
  readonly clock: Clock;
  /** How long the way to a location and back may take, in ms, beside the check itself: a cold start included. */
  readonly way?: number;
}

/** What the look functions are called with. */
export type LookInput =
  | { readonly monitor: string; readonly location: string; readonly slot: number }
  | { readonly control: true };

const WAY = 5 * SECOND;
/** How long a look at the control endpoint may take. */
const CONTROL = 5 * SECOND;

/**
 * Looks through the functions of each location, at the control endpoint from home. Their silence, and whatever they fail
 * with, is `unknown` with its cause, within the monitor's timeout and `way`.
 */
export function remoteObserver({ functions, installation, plan, clock, way = WAY }: RemoteObserverOptions): Observer {
  /** A second look is a look: nobody is told of either. */
  const ask = (region: string, name: string, input: LookInput, timeout: number): Promise<unknown> => {
    const patience = { call: timeout + way, attempt: timeout + way };
    return functions.invoke({ region, name: nameOf(installation, name), input, patience, twice: 'is once' });
  };
  return {
    look: async (name, location, slot) => {
      const about = { monitor: name, location, slot, startedAt: clock.now() };
      try {
        const monitor = plan().monitors[name];
        if (!monitor) throw new Error(`there is no monitor '${name}'`);
        if (!installation.locations.some(({ region }) => region === location))
          throw new Error(`'${location}' is no location of this installation: deploy it, or take it out of the config`);
        const input = { monitor: name, location, slot };
        const answer = await ask(location, functionOf(monitor.kind), input, monitor.timeout);
        if (!isResultOf(name, answer))
          throw new Error(`${location} answers something else: is the same version deployed there?`);
        return { ...answer, location, slot };
      } catch (error) {
        return unseen(about, reasonOf(error));
      }
    },
    control: async () => {
      if (plan().control === undefined) return 'none';
      try {
        const answer = await ask(installation.home, LOOK, { control: true }, CONTROL);
        return CONTROLS.find((each) => each === answer) ?? 'none';
      } catch {
        // That it could not be looked at says nothing about whether we can see anything.
        return 'none';
      }
    },
  };
}

const CONTROLS: readonly Control[] = ['up', 'down', 'none'];

const isResultOf = (monitor: string, answer: unknown): answer is CheckResult =>
  typeof answer === 'object' &&
  answer !== null &&
  'verdict' in answer &&
  'monitor' in answer &&
  answer.monitor === monitor;
