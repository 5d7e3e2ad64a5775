import { ok, problem } from '../../channels/finding.ts';
import { reasonOf } from '../../core/reason.ts';
import { inWords, MINUTE } from '../../core/time/instant.ts';
import type { Examination } from '../doctor.ts';
import type { Surroundings } from './examinations.ts';

/** It looks each minute; one run may be late, another lost. */
const LATE = 3 * MINUTE;

/** The watch over home has looked lately, and what it is worried about. */
export const watch =
  ({ watchMemory, installation }: Pick<Surroundings, 'watchMemory' | 'installation'>): Examination['examine'] =>
  async ({ clock }) => {
    try {
      const memory = await watchMemory.read();
      const cure = `Look at the schedule and the log of the watch in ${installation.watch}.`;
      if (!memory) return [problem('it has never looked', cure)];
      const ago = clock.now() - memory.at;
      if (ago > LATE) return [problem(`it has not looked for ${inWords(ago)}`, cure)];
      const concerns = Object.values(memory.concerns).filter(({ overAt }) => overAt === undefined);
      if (concerns.length === 0) return [ok(`looked ${inWords(ago)} ago, and is content`)];
      return concerns.map(({ text }) => problem(text, 'See docs/runbook/watch.md.'));
    } catch (error) {
      return [problem(reasonOf(error), 'Use credentials that may read the table.')];
    }
  };
