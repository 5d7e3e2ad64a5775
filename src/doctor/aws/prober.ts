import { ok, problem } from '../../channels/finding.ts';
import { agentBeats } from '../../core/check/heartbeat.ts';
import { reasonOf } from '../../core/reason.ts';
import { inWords } from '../../core/time/instant.ts';
import { silentAfter } from '../../core/watch/concerns/location-silent.ts';
import type { Examination } from '../doctor.ts';
import type { Surroundings } from './examinations.ts';

/** A location was heard of within three runs of its prober. */
export const prober =
  ({ heartbeats, deploy }: Pick<Surroundings, 'heartbeats' | 'deploy'>, location: string): Examination['examine'] =>
  async ({ plan, clock }) => {
    try {
      const now = clock.now();
      const last = (await heartbeats.of(agentBeats(location), now)).last?.at;
      if (last === undefined)
        return [
          problem('nothing was ever looked at from there', `Deploy it: \`${deploy}\`, and wait for two minutes.`),
        ];
      if (now - last <= silentAfter(plan, location)) return [ok(`looked ${inWords(now - last)} ago`)];
      return [
        problem(
          `nothing was looked at from there for ${inWords(now - last)}`,
          'Look at the schedules and the log of the prober in that region.',
        ),
      ];
    } catch (error) {
      return [problem(reasonOf(error), 'Use credentials that may read the table.')];
    }
  };
