import { ok, problem } from '../../channels/finding.ts';
import { reasonOf } from '../../core/reason.ts';
import type { Examination } from '../doctor.ts';
import type { Surroundings } from './examinations.ts';

/** It is deployed, answers, and is the version of these commands. */
export const installed =
  ({ version, ask, deploy }: Surroundings): Examination['examine'] =>
  async () => {
    try {
      const deployed = await ask();
      return deployed === version
        ? [ok(`answers, version ${version}`)]
        : [problem(`is version ${deployed}, and these commands are ${version}`, `Deploy it anew: \`${deploy}\`.`)];
    } catch (error) {
      return [problem(reasonOf(error), `Deploy it: \`${deploy}\`, with credentials that may call it.`)];
    }
  };
