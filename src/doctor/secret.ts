import { ok, problem } from '../channels/finding.ts';
import { reasonOf } from '../core/reason.ts';
import type { Examination } from './doctor.ts';

/** A secret is set, and can be read. */
export const secret =
  (name: string): Examination['examine'] =>
  async ({ secrets, referred, setSecret }) => {
    const where = (referred.get(name) ?? []).join(', ');
    try {
      if ((await secrets.get(name)) !== undefined) return [ok(`set, for ${where}`)];
      return [problem(`is not set, and ${where} needs it`, setSecret(name))];
    } catch (error) {
      return [problem(`cannot be read: ${reasonOf(error)}`, 'Make the place where it lies readable.')];
    }
  };
