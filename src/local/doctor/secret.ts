import { variableOf } from '../../adapters/node/secrets.ts';
import { ok, problem } from '../../channels/finding.ts';
import { reasonOf } from '../../core/reason.ts';
import type { Examination } from './doctor.ts';

/** A secret is set, and can be read. */
export const secret =
  (name: string): Examination['examine'] =>
  async ({ secrets, referred }) => {
    const where = (referred.get(name) ?? []).join(', ');
    try {
      if ((await secrets.get(name)) !== undefined) return [ok(`set, for ${where}`)];
      return [
        problem(
          `is not set, and ${where} needs it`,
          `Set ${variableOf(name)} in the environment or in a .env file beside the config.`,
        ),
      ];
    } catch (error) {
      return [problem(`cannot be read: ${reasonOf(error)}`, 'Make the .env file beside the config readable.')];
    }
  };
