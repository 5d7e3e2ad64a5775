import { type Finding, ok, problem } from '../../channels/finding.ts';
import { subjectOf } from '../../core/alarm/alarm.ts';
import { reasonOf } from '../../core/reason.ts';
import type { Examination } from '../doctor.ts';
import type { Surroundings } from './examinations.ts';

/** No alarm on Tocsin itself is in ALARM; what monitors do, `tocsin status` says. */
export const alarms =
  ({ installation, readAlarms }: Pick<Surroundings, 'installation' | 'readAlarms'>): Examination['examine'] =>
  async ({ plan }) => {
    try {
      const own = (await readAlarms()).filter(({ name }) => subjectOf(name, installation, plan) === undefined);
      const found = own
        .filter(({ value }) => value === 'ALARM')
        .map(
          ({ name, description }): Finding =>
            problem(`${name} is in ALARM`, description ?? 'Look at what it is about, in CloudWatch.'),
        );
      return found.length > 0 ? found : [ok(`none of ${own.length} on Tocsin itself is in ALARM`)];
    } catch (error) {
      return [problem(reasonOf(error), 'Use credentials that may read alarms.')];
    }
  };
